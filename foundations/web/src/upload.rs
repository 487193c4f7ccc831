//! Files that a form carries along: written down part by part as they arrive, never held as a whole.

use std::error::Error;
use std::fs::File;
use std::io::{Seek as _, Write as _};
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use form_urlencoded::Serializer;
use futures_util::StreamExt as _;
use http_body_util::{LengthLimitError, Limited};
use multer::{Field, Multipart};

use crate::{Failure, Form, Limits, Page, gate};

/// What the parts of a form need beside the files: names, boundaries, and what is typed, bytes.
const FRAME: u64 = 256 << 10;
/// What is too large is still listened to up to so many times its bound, thrown away as it comes: a browser that is cut off while it
/// sends shows its own words instead of ours.
const PATIENCE: u64 = 8;

/// How large the files of a form may be together, and what is said of larger ones.
#[derive(Clone, Copy, Debug)]
pub struct FileBound {
    /// Bytes.
    pub most: u64,
    /// What to answer beyond.
    pub beyond: fn() -> Failure,
}

/// A form that was sent with files.
#[derive(Debug)]
pub struct Upload {
    /// What was typed.
    pub form: Form,
    files: Vec<(String, SentFile)>,
}

/// A file as it was sent. It is on the disk, under no name, and gone when nobody holds it any more.
#[derive(Debug)]
pub struct SentFile {
    /// What its sender calls it.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// What it holds, from its beginning.
    pub content: File,
}

impl Upload {
    /// The file that was chosen in a field; nothing when none was.
    pub fn take(&mut self, field: &str) -> Option<SentFile> {
        let at = self.files.iter().position(|(name, _)| name == field)?;
        Some(self.files.swap_remove(at).1)
    }
}

/// An upload on its way from the door to the handler.
#[derive(Clone)]
struct Arrived(Arc<Mutex<Option<Upload>>>);

/// Takes in a form with files that proves to come from one of our pages. The proof stands before the files: of anything else nothing
/// is written down.
pub(crate) async fn receive(page: &Page, request: Request, bound: FileBound) -> Result<Request, Failure> {
    let shell = page.shell();
    if gate::comes_from_elsewhere(shell, request.headers()) {
        return Err(Failure::stale_form());
    }
    let (mut parts, body) = request.into_parts();
    let boundary = boundary(&parts.headers).ok_or_else(Failure::unsupported)?;
    let whole = bound.most.saturating_add(FRAME);
    if gate::declared_length(&parts.headers).is_some_and(|length| length as u64 > whole) {
        hear_out(body, bound, &shell.limits).await;
        return Err((bound.beyond)());
    }
    let proven = gate::header_proof(page, &parts.headers);
    if proven == Some(false) {
        return Err(Failure::stale_form());
    }
    let body = Body::new(Limited::new(body, usize::try_from(whole).unwrap_or(usize::MAX)));
    let reading = Reading { page, bound, proven: proven.is_some(), typed: Vec::new(), files: vec![] };
    let arriving = reading.all(Multipart::new(body.into_data_stream(), boundary));
    let upload = tokio::time::timeout(shell.limits.parcel, arriving).await.map_err(|_| Failure::too_slow())??;
    parts.extensions.insert(Arrived(Arc::new(Mutex::new(Some(upload)))));
    Ok(Request::from_parts(parts, Body::empty()))
}

fn boundary(headers: &HeaderMap) -> Option<String> {
    multer::parse_boundary(headers.get(CONTENT_TYPE)?.to_str().ok()?).ok()
}

/// Lets somebody finish who sends too much, within bounds.
async fn hear_out(body: Body, bound: FileBound, limits: &Limits) {
    let mut stream = body.into_data_stream();
    let mut left = bound.most.saturating_mul(PATIENCE);
    let listening = async {
        while let Some(Ok(bytes)) = stream.next().await {
            left = left.saturating_sub(bytes.len() as u64);
            if left == 0 {
                break;
            }
        }
    };
    // Too slow as well: there is nothing more to say than what is said anyway.
    let _ = tokio::time::timeout(limits.arrival, listening).await;
}

/// A form that is being read.
struct Reading<'a> {
    page: &'a Page,
    bound: FileBound,
    proven: bool,
    typed: Vec<(String, String)>,
    files: Vec<(String, SentFile)>,
}

impl Reading<'_> {
    async fn all(mut self, mut parts: Multipart<'_>) -> Result<Upload, Failure> {
        let mut typed = 0;
        while let Some(part) = parts.next_field().await.map_err(|error| self.told(&error))? {
            let name = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(str::to_owned) {
                Some(called) => self.file(name, called, part).await?,
                None => {
                    let bytes = part.bytes().await.map_err(|error| self.told(&error))?;
                    typed += bytes.len() + name.len();
                    if typed > self.page.shell().limits.body {
                        return Err(Failure::too_large());
                    }
                    self.field(&name, &bytes)?;
                }
            }
        }
        if !self.proven {
            return Err(Failure::stale_form());
        }
        let typed = Serializer::new(String::new()).extend_pairs(&self.typed).finish();
        Ok(Upload { form: Form::read(typed.as_bytes())?, files: self.files })
    }

    fn field(&mut self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let text = str::from_utf8(bytes).map_err(|_| Failure::bad_input(name))?;
        if name == gate::FIELD {
            self.proven |= gate::is_proof(self.page, text);
        }
        self.typed.push((name.to_owned(), text.to_owned()));
        Ok(())
    }

    async fn file(&mut self, field: String, name: String, mut part: Field<'_>) -> Result<(), Failure> {
        if !self.proven {
            return Err(Failure::stale_form());
        }
        let mut content = tempfile::tempfile().map_err(Failure::unavailable)?;
        let mut size = 0;
        while let Some(bytes) = part.chunk().await.map_err(|error| self.told(&error))? {
            size += bytes.len() as u64;
            if size > self.bound.most {
                return Err((self.bound.beyond)());
            }
            content.write_all(&bytes).map_err(Failure::unavailable)?;
        }
        content.rewind().map_err(Failure::unavailable)?;
        // A field in which nothing was chosen is sent as well.
        if !name.is_empty() || size > 0 {
            self.files.push((field, SentFile { name, size, content }));
        }
        Ok(())
    }

    fn told(&self, error: &multer::Error) -> Failure {
        let multer::Error::StreamReadFailed(cause) = error else { return Failure::broken() };
        let mut cause: Option<&(dyn Error + 'static)> = Some(&**cause);
        while let Some(error) = cause {
            if error.is::<LengthLimitError>() {
                return (self.bound.beyond)();
            }
            cause = error.source();
        }
        Failure::broken()
    }
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Failure;

    async fn from_request(mut request: Request, _: &S) -> Result<Self, Failure> {
        let arrived = request.extensions_mut().remove::<Arrived>();
        let upload = arrived.and_then(|arrived| arrived.0.lock().unwrap_or_else(PoisonError::into_inner).take());
        upload.ok_or_else(|| Failure::unexpected("this route takes no files: declare it with Routes::upload"))
    }
}
