//! The way out: a mail server, a folder for trying things out, or none.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lettre::message::{Mailbox, header};
use lettre::transport::smtp;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use crate::{Letter, LetterId};

/// How long a mail server may take for one step.
const PATIENCE: Duration = Duration::from_secs(20);

/// The way out of the house for letters. Cheap to clone.
#[derive(Clone)]
pub struct Post(Arc<Way>);

enum Way {
    /// Nobody said how letters go out.
    None,
    /// Into memory, where a test reads them.
    Caught(Mutex<Vec<Letter>>),
    /// Into a folder, a file each.
    Folder { from: Mailbox, folder: PathBuf },
    /// To a mail server.
    Server { from: Mailbox, transport: AsyncSmtpTransport<Tokio1Executor>, name: String },
}

/// A setting that names no way out.
#[derive(Debug, thiserror::Error)]
pub enum NoPost {
    /// No sender.
    #[error("letters need a sender: set `mail_from`, as `mail_from = \"Relais <help@relais.example>\"`")]
    NoSender,
    /// The sender is no mailbox.
    #[error("`mail_from` is no sender; write it as `Relais <help@relais.example>`")]
    Sender,
    /// The way is none that we know. Does not repeat it: it may hold a password.
    #[error(
        "`mail` is no way to post letters; write it as `smtps://USER:PASSWORD@mail.example:465`, `smtp://mail.example:587?tls=required`, or `folder:PATH` to try things out"
    )]
    Way,
}

/// Why a letter did not go out.
#[derive(Debug, thiserror::Error)]
pub enum PostFault {
    /// There is no way out.
    #[error("no mail server is set; set `mail` and `mail_from` in the configuration")]
    None,
    /// It may go later.
    #[error("the mail server could not be reached or asked to wait: {0}")]
    Later(String),
    /// It will never go.
    #[error("the mail server refused the letter: {0}")]
    Refused(String),
}

impl Post {
    /// No way out: letters are not written, and pages do not offer it.
    pub fn none() -> Self {
        Self(Arc::new(Way::None))
    }

    /// A way that catches every letter: for tests.
    pub fn caught() -> Self {
        Self(Arc::new(Way::Caught(Mutex::default())))
    }

    /// The letters that were caught, in their order.
    pub fn letters(&self) -> Vec<Letter> {
        match &*self.0 {
            Way::Caught(letters) => letters.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            _ => Vec::new(),
        }
    }

    /// The way that the configuration names.
    ///
    /// # Errors
    /// When it names none.
    pub fn of(way: Option<&str>, from: Option<&str>) -> Result<Self, NoPost> {
        let Some(way) = way.map(str::trim).filter(|way| !way.is_empty()) else { return Ok(Self::none()) };
        let from: Mailbox = from.ok_or(NoPost::NoSender)?.trim().parse().map_err(|_| NoPost::Sender)?;
        let way = match way.strip_prefix("folder:") {
            Some(folder) if !folder.is_empty() => Way::Folder { from, folder: PathBuf::from(folder) },
            Some(_) => return Err(NoPost::Way),
            None => server(way, from)?,
        };
        Ok(Self(Arc::new(way)))
    }

    /// Whether letters can go out.
    pub fn is_open(&self) -> bool {
        !matches!(*self.0, Way::None)
    }

    /// Hands a letter over. The same letter handed over twice carries the same id, by which mailboxes know it again.
    ///
    /// # Errors
    /// When it does not go now, or never will.
    pub async fn hand_over(&self, id: LetterId, letter: &Letter) -> Result<(), PostFault> {
        match &*self.0 {
            Way::None => Err(PostFault::None),
            Way::Caught(letters) => {
                letters.lock().unwrap_or_else(PoisonError::into_inner).push(letter.clone());
                Ok(())
            }
            Way::Folder { from, folder } => {
                let bytes = message(id, letter, from)?.formatted();
                let write = async {
                    tokio::fs::create_dir_all(folder).await?;
                    tokio::fs::write(folder.join(format!("{id}.eml")), bytes).await
                };
                write.await.map_err(|error| PostFault::Later(error.kind().to_string()))
            }
            Way::Server { from, transport, .. } => {
                let message = message(id, letter, from)?;
                transport.send(message).await.map(drop).map_err(|error| fault(&error))
            }
        }
    }

    /// Whether the mail server answers and lets us in; says what was tried.
    ///
    /// # Errors
    /// When it does not.
    pub async fn knock(&self) -> Result<String, PostFault> {
        match &*self.0 {
            Way::None => Err(PostFault::None),
            Way::Caught(_) => Ok("letters are caught".to_owned()),
            Way::Folder { folder, .. } => Ok(format!("letters are written into `{}` and not sent", folder.display())),
            Way::Server { transport, name, .. } => match transport.test_connection().await {
                Ok(true) => Ok(format!("the mail server {name} lets us in")),
                Ok(false) => Err(PostFault::Later(format!("{name} hung up"))),
                Err(error) => Err(fault(&error)),
            },
        }
    }
}

impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match *self.0 {
            Way::None => "Post(none)",
            Way::Caught(_) => "Post(caught)",
            Way::Folder { .. } => "Post(folder)",
            Way::Server { .. } => "Post(server)",
        })
    }
}

fn server(url: &str, from: Mailbox) -> Result<Way, NoPost> {
    let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| NoPost::Way)?;
    // What stands before the last @ is user and password.
    let host = url.rsplit('@').next().unwrap_or(url);
    let name = host.trim_start_matches("smtps://").trim_start_matches("smtp://");
    let name = name.split(['/', '?']).next().unwrap_or(name).to_owned();
    Ok(Way::Server { from, transport: builder.timeout(Some(PATIENCE)).build(), name })
}

fn message(id: LetterId, letter: &Letter, from: &Mailbox) -> Result<Message, PostFault> {
    let refused = |error: &dyn fmt::Display| PostFault::Refused(error.to_string());
    let mut builder = Message::builder()
        .from(from.clone())
        .to(letter.to.mailbox())
        .subject(&letter.subject)
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        .header(header::ContentType::TEXT_PLAIN)
        .header(Language(letter.lang.to_string()))
        // Nobody's holiday notice should come back to a programme.
        .header(AutoSubmitted);
    if let Some(answer_to) = &letter.answer_to {
        builder = builder.reply_to(answer_to.mailbox());
    }
    if let Some(page) = &letter.unsubscribe {
        builder = builder.header(ListUnsubscribe(format!("<{page}>")));
        if letter.one_click {
            builder = builder.header(UnsubscribePost("List-Unsubscribe=One-Click".to_owned()));
        }
    }
    builder.body(letter.text.clone()).map_err(|error| refused(&error))
}

fn fault(error: &smtp::Error) -> PostFault {
    // A server's words may repeat the address of the receiver: only the code is told.
    let code = error.status().map_or_else(|| "no answer".to_owned(), |code| format!("code {code}"));
    if error.is_permanent() { PostFault::Refused(code) } else { PostFault::Later(code) }
}

macro_rules! text_header {
    ($name:ident, $header:literal) => {
        #[derive(Clone, Debug)]
        struct $name(String);

        impl header::Header for $name {
            fn name() -> header::HeaderName {
                header::HeaderName::new_from_ascii_str($header)
            }

            fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Ok(Self(text.to_owned()))
            }

            /// As it stands: these are read by programs, which take an encoded word for nothing. One that is not plain is left empty,
            /// for no header may hold a line's end.
            fn display(&self) -> header::HeaderValue {
                let plain = self.0.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
                let value = if plain { self.0.clone() } else { String::new() };
                header::HeaderValue::dangerous_new_pre_encoded(Self::name(), value.clone(), value)
            }
        }
    };
}

text_header!(Language, "Content-Language");
text_header!(ListUnsubscribe, "List-Unsubscribe");
text_header!(UnsubscribePost, "List-Unsubscribe-Post");
text_header!(Submitted, "Auto-Submitted");

/// RFC 3834: a program wrote it.
#[derive(Clone, Debug)]
struct AutoSubmitted;

impl header::Header for AutoSubmitted {
    fn name() -> header::HeaderName {
        Submitted::name()
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> header::HeaderValue {
        Submitted("auto-generated".to_owned()).display()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Lang;
    use uuid::Uuid;

    fn letter() -> Letter {
        Letter {
            kind: "test.letter".to_owned(),
            to: "test@example.org".parse().unwrap(),
            answer_to: Some("answers@example.org".parse().unwrap()),
            lang: Lang::Fr,
            subject: "Vos données sont-elles encore justes\u{202f}?".to_owned(),
            text: "Bonjour,\n\n.un point seul au début\n".to_owned(),
            unsubscribe: Some("https://relais.example/off".to_owned()),
            one_click: true,
        }
    }

    #[test]
    fn a_setting_names_a_way_or_is_told_what_is_wrong() {
        let from = Some("Relais <help@relais.example>");
        assert!(!Post::of(None, None).unwrap().is_open() && !Post::of(Some(" "), from).unwrap().is_open());
        for good in ["smtps://user:secret@mail.example:465", "smtp://localhost:25", "folder:letters"] {
            assert!(Post::of(Some(good), from).unwrap().is_open(), "{good}");
        }
        assert!(matches!(Post::of(Some("smtp://x"), None), Err(NoPost::NoSender)));
        assert!(matches!(Post::of(Some("smtp://x"), Some("nobody")), Err(NoPost::Sender)));
        for wrong in ["mail.example", "https://user:secret@mail.example", "folder:"] {
            let error = Post::of(Some(wrong), from).unwrap_err();
            assert!(matches!(error, NoPost::Way) && !error.to_string().contains("secret"), "{wrong}");
        }
    }

    #[test]
    fn a_letter_says_whose_it_is_and_that_a_program_wrote_it() {
        let from: Mailbox = "Relais <help@relais.example>".parse().unwrap();
        let id = LetterId::from_uuid(Uuid::from_u128(7));
        let text = String::from_utf8(message(id, &letter(), &from).unwrap().formatted()).unwrap();
        for line in [
            "Message-ID: <00000000-0000-0000-0000-000000000007@relais.example>",
            "Reply-To: answers@example.org",
            "Content-Language: fr",
            "Auto-Submitted: auto-generated",
            "List-Unsubscribe: <https://relais.example/off>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        assert!(text.is_ascii(), "signs of French are encoded");
    }

    #[test]
    fn a_long_way_to_stop_letters_stands_as_it_is() {
        let from: Mailbox = "help@relais.example".parse().unwrap();
        let page = format!("https://relais.example/asked/{}/no-more", "t".repeat(120));
        let long = Letter { unsubscribe: Some(page.clone()), ..letter() };
        let text = String::from_utf8(message(LetterId::from_uuid(Uuid::nil()), &long, &from).unwrap().formatted());
        assert!(text.unwrap().contains(&format!("\r\nList-Unsubscribe: <{page}>\r\n")));
        let sly = Letter { unsubscribe: Some("https://x\r\nBcc: all@example.org".to_owned()), ..letter() };
        let text = String::from_utf8(message(LetterId::from_uuid(Uuid::nil()), &sly, &from).unwrap().formatted());
        assert!(!text.unwrap().lines().any(|line| line.starts_with("Bcc:")));
    }

    #[test]
    fn a_subject_cannot_smuggle_a_header() {
        let from: Mailbox = "help@relais.example".parse().unwrap();
        let sly = Letter { subject: "Hello\r\nBcc: all@example.org".to_owned(), ..letter() };
        let text = String::from_utf8(message(LetterId::from_uuid(Uuid::nil()), &sly, &from).unwrap().formatted());
        assert!(!text.unwrap().lines().any(|line| line.starts_with("Bcc:")));
    }
}
