//! A small site for the tests, with a visitor who keeps cookies.

use std::io::Read as _;
use std::sync::Arc;
use std::time::Duration;

use access::{AccountId, Actor, Grant, Policies, Rights, Role, Scope, SignedIn};
use askama::Template;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use futures_util::future::BoxFuture;
use http_body_util::BodyExt as _;
use jiff::tz::TimeZone;
use kernel::{Clock, Lang, Random, Text, TranslationState};
use store::StoreError;
use tower::ServiceExt as _;
use web::chart::{Chart, Series, Shape, Target};
use web::map::{Fill, Hex, HexMap, Part};
use web::{
    Answer, Catalogue, Choice, Failure, FileBound, Form, Help, Limits, NavItem, Page, Pager, Path, Query, Right,
    Routes, Sessions, Shell, Step, Texts, Upload, see_other, view, view_with,
};

pub const TEXTS: Texts = Texts {
    prefix: "demo",
    nl: "demo-home = Begin\ndemo-desk = Balie\ndemo-name = Naam\ndemo-hint = Zoals op uw kaart\ndemo-saved = Bewaard.\ndemo-full = De groep is vol. Kies een andere dag.\n",
    fr: "demo-home = Accueil\ndemo-desk = Guichet\ndemo-name = Nom\ndemo-hint = Comme sur votre carte\ndemo-saved = Enregistré.\ndemo-full = Le groupe est complet. Choisissez un autre jour.\n",
    en: "demo-home = Start\ndemo-desk = Desk\ndemo-name = Name\ndemo-hint = As on your card\ndemo-saved = Saved.\ndemo-full = The group is full. Choose another day.\n",
};

const DESK: Rights = Rights {
    resource: "Desk",
    policies: r#"@id("serve") @nl("Een beantwoorder bedient.") @fr("Un répondant sert.") @en("A responder serves.")
        permit (principal, action == Action::"demo.serve", resource) when { principal has responder };"#,
};

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% extends "layout.html" %}{% import "parts/form.html" as f %}{% import "parts/page.html" as p %}
{% block title %}{{ page.tr("demo-home") }}{% endblock %}
{% block main %}<div class="wrap">{{ p::crumbs(page, steps) }}<h1>{{ page.tr("demo-home") }}</h1>{{ text }}
<ul class="chips">{{ p::chip(page, "Nu open", "good", "clock") }}</ul><dl class="facts">{{ p::fact(page, "clock", "Wanneer?", "Elke dag") }}</dl><ul class="doors">{{ p::door(page, "/x", "home", "Thuis", "hulp") }}</ul>
{% call p::panel("Praten", "warm") %}<p>Bel ons</p>{% endcall %}{% call p::empty(page, "search", "Niets", "Zoek anders") %}<a href="/">x</a>{% endcall %}
{% call p::figure("Contacten", "1.234", "contacten", "2026") %}{% endcall %}{{ p::pages(page, pager) }}{{ figure }}{{ map }}
{{ f::faults(page, form) }}<form id="form" method="post" action="/demo">{{ page.csrf_field() }}
{{ f::text(page, form, "name", "demo-name", "demo-hint", p_key = "n") }}{{ f::secret(page, form, "password", "demo-name") }}{{ f::area(page, form, "note", "demo-name") }}
{{ f::select(page, form, "line", "demo-name", choices, p_none = "demo-home") }}{{ f::picks(page, form, "channel", "demo-name", choices) }}{{ f::check(page, form, "agree", "demo-name") }}
<button class="main">ok</button></form></div>{% endblock %}"#
)]
struct Demo {
    page: Page,
    form: Form,
    /// A variable named as a parameter of many macros could be.
    name: String,
    text: web::Markup,
    steps: Vec<Step>,
    choices: Vec<Choice>,
    pager: Pager,
    figure: web::Markup,
    map: web::Markup,
}

impl Demo {
    fn new(page: Page, form: Form) -> Self {
        let mut chart = Chart::of("Contacten per maand", "Maand", page.lang());
        chart.labels = vec!["jan".into(), "feb".into()];
        chart.series = vec![Series::new("2026", [Some(61.0), None])];
        chart.target = Some(Target { value: 80.0, name: "streefcijfer".into() });
        let part = Part { fill: Fill::Tone(1), mark: "N".into() };
        let hex = Hex {
            q: 0,
            r: 0,
            name: "Jette".into(),
            title: "Jette, Noord".into(),
            href: Some("/x".into()),
            parts: vec![part],
            here: true,
        };
        let text = Text::source(Lang::Fr, "Aide <à> domicile").with(Lang::En, "Home help", TranslationState::Reviewed);
        let results = kernel::Page { items: vec![(); 20], total: 90, request: kernel::PageRequest::new(20, 20) };
        Self {
            text: page.text(&text),
            steps: vec![Step::new("/", page.tr("demo-home"))],
            choices: vec![Choice::new("phone", "Telefoon"), Choice::new("mail", "E-mail")],
            pager: Pager::of(&results, &Query::read("q=x")),
            figure: chart.figure(&page, Shape::Columns),
            map: HexMap { name: "Kaart".into(), hexes: vec![hex] }.draw(),
            name: "de naam van de oproeper".into(),
            page,
            form,
        }
    }
}

async fn show(page: Page) -> Answer {
    let demo = Demo::new(page, Form::blank());
    assert_eq!(demo.name.len(), 23);
    view(&demo)
}

async fn save(page: Page, mut form: Form) -> Answer {
    let (name, password) = (form.text("name", 20), form.secret("password", 100));
    let channel = form.required::<String>("channel");
    let (Some(name), Some(_), Some(_)) = (name, password, channel) else {
        return view_with(StatusCode::UNPROCESSABLE_ENTITY, &Demo::new(page, form));
    };
    if name == "vol" {
        return Err(Failure::refused(StatusCode::CONFLICT, "demo-full").way_out("/demo", "demo-home"));
    }
    Ok(axum::response::IntoResponse::into_response(see_other("/demo").saying("demo-saved").undo("/demo/undo")))
}

async fn number(Path(number): Path<u32>, query: Query) -> Answer {
    let limit = query.value::<u32>("limit")?.unwrap_or(1);
    Ok(axum::response::IntoResponse::into_response((number * limit).to_string()))
}

async fn slow() -> Answer {
    tokio::time::sleep(Duration::from_secs(5)).await;
    Err(Failure::not_found())
}

async fn panics() -> Answer {
    let nobody: Option<u8> = std::hint::black_box(None);
    Ok(axum::response::IntoResponse::into_response(nobody.expect("a secret name").to_string()))
}

async fn whereabouts(page: Page) -> Answer {
    Ok(axum::response::IntoResponse::into_response(page.absolute("/reset/x")))
}

async fn away() -> Answer {
    Err(sea_orm::DbErr::ConnectionAcquire(sea_orm::error::ConnAcquireErr::Timeout).into())
}

struct Everybody;

impl Sessions for Everybody {
    fn actor<'a>(&'a self, token: &'a str) -> BoxFuture<'a, Result<Actor, StoreError>> {
        let role = match token {
            "responder" => Some(Role::Responder),
            "analyst" => Some(Role::Analyst),
            _ => None,
        };
        let account = role.map(|role| {
            let grants = vec![Grant::new(role, Scope::Everywhere, "2026-01-01".parse().unwrap())];
            Arc::new(SignedIn {
                id: AccountId::generate(&Clock::system(), &Random::system()),
                name: "Test Tester".into(),
                grants,
            })
        });
        Box::pin(async move {
            if token == "away" {
                return Err(StoreError::Open("gone".into()));
            }
            Ok(account.map_or(Actor::Visitor, Actor::Account))
        })
    }
}

/// Says what was typed, and the name, the size and the beginning of the file.
async fn parcel(mut upload: Upload) -> Result<String, Failure> {
    let note = upload.form.optional_text("note", 100).unwrap_or_default();
    let Some(mut file) = upload.take("file") else { return Ok(format!("{note}: nothing")) };
    let mut text = String::new();
    file.content.read_to_string(&mut text).map_err(Failure::unexpected)?;
    Ok(format!("{note}: {} {} {}", file.name, file.size, text.chars().take(5).collect::<String>()))
}

/// The site.
pub fn site() -> Router {
    site_over(false)
}

/// The site at an address that people were told.
pub fn site_at(public_url: &str) -> Router {
    built(public_url.starts_with("https:"), Some(public_url.to_owned()))
}

/// The site, over HTTPS or not.
pub fn site_over(https: bool) -> Router {
    built(https, None)
}

fn built(https: bool, public_url: Option<String>) -> Router {
    let nav = |path, label, right, order| NavItem { path, label, right, order };
    let mut shell = Shell::bare(Catalogue::load(&[TEXTS]).unwrap(), Arc::new(Policies::load(&[DESK]).unwrap()));
    shell.key = [7; 32];
    shell.secure = https;
    shell.public_url = public_url;
    shell.sessions = Arc::new(Everybody);
    shell.clock = Clock::at("2026-11-22T09:42:00Z".parse().unwrap());
    shell.help = Some(Help { search: "/search", phone: Some("02 000 00 00".to_owned()) });
    shell.time_zone = TimeZone::get("Europe/Brussels").unwrap();
    shell.region = Text::source(Lang::Nl, "Brussel").with(Lang::Fr, "Bruxelles", TranslationState::Source);
    shell.nav =
        vec![nav("/", "demo-home", Right::Public, 1), nav("/desk", "demo-desk", Right::Action("demo.serve"), 2)];
    shell.foot = vec![nav("/demo", "demo-home", Right::Public, 1)];
    let (time, arrival) = (Duration::from_millis(400), Duration::from_millis(200));
    shell.limits = Limits { body: 2_000, time, arrival, parcel: Duration::from_millis(900) };
    let serve = Right::Action("demo.serve");
    let routes = Routes::new()
        .get("/demo", show, Right::Public)
        .post("/demo", save, Right::Public)
        .journals("demo.save")
        .upload(
            "/parcels",
            parcel,
            (
                Right::Public,
                FileBound { most: 3_000, beyond: || Failure::refused(StatusCode::PAYLOAD_TOO_LARGE, "demo-full") },
            ),
        )
        .leaves_no_trace("only measures what was sent")
        .get("/numbers/{number}", number, Right::Public)
        .get("/slow", slow, Right::Public)
        .get("/panics", panics, Right::Public)
        .get("/away", away, Right::Public)
        .get("/where", whereabouts, Right::Public)
        .get("/desk", show, serve)
        .get("/api/v1/desk", show, serve)
        .get("/mine", show, Right::SignedIn);
    web::mount(shell, routes)
}

/// A request without a body.
pub fn get(path: &str) -> axum::http::request::Builder {
    Request::builder().uri(path).header(header::HOST, "relais.example")
}

/// Sends a request and reads the whole answer.
pub async fn ask(request: axum::http::request::Builder, body: impl Into<Body>) -> (Response<()>, String) {
    ask_at(site(), request, body).await
}

/// As [`ask`], of a site of one's own.
pub async fn ask_at(
    site: Router,
    request: axum::http::request::Builder,
    body: impl Into<Body>,
) -> (Response<()>, String) {
    let answer = site.oneshot(request.body(body.into()).unwrap()).await.unwrap();
    let (parts, body) = answer.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    (Response::from_parts(parts, ()), String::from_utf8_lossy(&body).into_owned())
}

/// The value of a header.
pub fn head(answer: &Response<()>, name: &str) -> String {
    let all = answer.headers().get_all(name).iter().map(|value| value.to_str().unwrap());
    all.collect::<Vec<_>>().join(" | ")
}

/// Opens the form: the guard cookie and the token that belong together.
pub async fn opened() -> (String, String) {
    let (answer, html) = ask(get("/demo"), "").await;
    let cookie = head(&answer, "set-cookie").split(';').next().unwrap().to_owned();
    let token = html.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    (cookie, token)
}
