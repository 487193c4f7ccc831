//! Somebody at a real browser: opens pages, types, clicks, and is shown each page in every form it takes.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use thirtyfour::cdp::Cdp;
use thirtyfour::prelude::*;

use crate::accessibility;

/// The widths that every page is looked at in.
const WIDTHS: [u32; 2] = [360, 1280];
/// The narrowest that must not scroll sideways.
const NARROWEST: u32 = 320;
/// Pictures are cut there.
const TALLEST: u32 = 6_000;
/// How long something may take to appear.
const PATIENCE: Duration = Duration::from_secs(20);

/// How somebody visits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    /// As most do.
    Script,
    /// With scripts switched off.
    NoScript,
}

/// Somebody at a browser.
pub struct Visitor {
    driver: WebDriver,
    house: String,
    lang: &'static str,
    manner: Manner,
}

impl Visitor {
    /// Opens a browser with a profile of its own.
    pub async fn arrive(driver: &str, house: &str, profile: &Path, lang: &'static str, manner: Manner) -> Self {
        let mut caps = DesiredCapabilities::chrome();
        for flag in [
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--force-prefers-reduced-motion",
        ] {
            caps.add_arg(flag).unwrap();
        }
        caps.add_arg(&format!("--user-data-dir={}", profile.display())).unwrap();
        caps.add_arg(&format!("--accept-lang={lang}")).unwrap();
        let driver = WebDriver::new(driver, caps).await.expect("chromedriver opens a browser");
        let visitor = Self { driver, house: house.to_owned(), lang, manner };
        visitor.let_scripts(manner == Manner::Script).await;
        visitor.shape(1280, "light").await;
        visitor
    }

    /// Closes the browser.
    pub async fn leave(self) {
        self.driver.quit().await.unwrap();
    }

    /// Opens a page of the house.
    pub async fn open(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.house)).await.unwrap();
    }

    /// The path and query of the page shown.
    pub async fn whereabouts(&self) -> String {
        let url = self.driver.current_url().await.unwrap();
        url.as_str().trim_start_matches(&self.house).to_owned()
    }

    /// What stands in the main part of the page.
    pub async fn reads(&self) -> String {
        self.find("main").await.text().await.unwrap()
    }

    /// The first element that a CSS selector finds; waits for it a while.
    pub async fn find(&self, selector: &str) -> WebElement {
        let query = self.driver.query(By::Css(selector)).wait(PATIENCE, Duration::from_millis(50));
        match query.first().await {
            Ok(found) => found,
            Err(error) => panic!("`{selector}` is not on {}: {error}", self.whereabouts().await),
        }
    }

    /// Every element that a CSS selector finds right now.
    pub async fn all(&self, selector: &str) -> Vec<WebElement> {
        self.driver.find_all(By::Css(selector)).await.unwrap()
    }

    /// Empties a field and types into it.
    pub async fn fill(&self, field: &str, text: &str) {
        let field = self.find(&format!("[name='{field}']")).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Clicks something on the page.
    pub async fn click(&self, selector: &str) {
        let element = self.find(selector).await;
        element.scroll_into_view().await.unwrap();
        element.click().await.unwrap();
        self.settle().await;
    }

    /// Clicks something that leads to another page, and waits for that.
    pub async fn follow(&self, selector: &str) {
        self.mark().await;
        let element = self.find(selector).await;
        element.scroll_into_view().await.unwrap();
        element.click().await.unwrap();
        self.arrive_at_next().await;
    }

    /// Presses keys wherever the focus is.
    pub async fn press(&self, keys: impl Into<TypingData>) {
        self.driver.action_chain().send_keys(keys).perform().await.unwrap();
        self.settle().await;
    }

    /// Presses Enter in a form that leads to another page, and waits for that.
    pub async fn press_enter(&self) {
        self.mark().await;
        self.driver.action_chain().send_keys(Key::Enter).perform().await.unwrap();
        self.arrive_at_next().await;
    }

    /// Presses Alt and a letter.
    pub async fn press_alt(&self, letter: char) {
        let chain = self.driver.action_chain().key_down(Key::Alt).send_keys(letter).key_up(Key::Alt);
        chain.perform().await.unwrap();
        self.settle().await;
    }

    /// Presses Alt and a letter that leads to another page, and waits for that.
    pub async fn follow_alt(&self, letter: char) {
        self.mark().await;
        let chain = self.driver.action_chain().key_down(Key::Alt).send_keys(letter).key_up(Key::Alt);
        chain.perform().await.unwrap();
        self.arrive_at_next().await;
    }

    /// Marks the page shown, to tell it from the next.
    async fn mark(&self) {
        self.driver.execute("window.seen = true", vec![]).await.unwrap();
    }

    async fn arrive_at_next(&self) {
        self.wait_until("window.seen === undefined && document.readyState === 'complete'").await;
    }

    /// Lets the page finish what a key or a click began.
    async fn settle(&self) {
        self.wait_until("document.readyState === 'complete' && !document.querySelector('[aria-busy=true]')").await;
    }

    async fn wait_until(&self, condition: &str) {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            // Between two pages there is nothing that could be asked.
            let state = self.driver.execute(format!("return {condition}"), vec![]).await;
            if state.is_ok_and(|state| state.json() == true) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        panic!("{} does not come to `{condition}`", self.whereabouts().await);
    }

    /// Looks at the page in every width and light: held against the accessibility rules, never wider than the
    /// screen, and kept as a picture.
    pub async fn look(&self, name: &str) {
        for width in WIDTHS {
            for light in ["light", "dark"] {
                self.shape(width, light).await;
                self.judge(name, &format!("{width} px, {light}")).await;
                self.keep_picture(width, light, name).await;
            }
        }
        self.shape(NARROWEST, "light").await;
        self.fits(name, NARROWEST).await;
        self.shape(1280, "light").await;
    }

    async fn judge(&self, name: &str, form: &str) {
        // The rules are a script themselves; the page was built without.
        self.let_scripts(true).await;
        let violations = accessibility::violations(&self.driver).await;
        self.let_scripts(self.manner == Manner::Script).await;
        assert!(
            violations.is_empty(),
            "{name} ({}, {form}) at {}:\n{}",
            self.lang,
            self.whereabouts().await,
            violations.join("\n")
        );
        let width = form.split(' ').next().and_then(|width| width.parse().ok()).unwrap_or(NARROWEST);
        self.fits(name, width).await;
    }

    async fn fits(&self, name: &str, width: u32) {
        let wide = self.driver.execute("return document.documentElement.scrollWidth", vec![]).await.unwrap();
        let wide = wide.json().as_u64().unwrap();
        assert!(wide <= u64::from(width), "{name} ({}) is {wide} px wide on a screen of {width} px", self.lang);
    }

    async fn shape(&self, width: u32, light: &str) {
        let height = if width < 700 { 740 } else { 860 };
        self.size(width, height).await;
        let features = json!({"features": [
            {"name": "prefers-color-scheme", "value": light}, {"name": "prefers-reduced-motion", "value": "reduce"}
        ]});
        self.devtools("Emulation.setEmulatedMedia", features).await;
    }

    async fn size(&self, width: u32, height: u32) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    async fn keep_picture(&self, width: u32, light: &str, name: &str) {
        let folder = screens();
        fs::create_dir_all(&folder).unwrap();
        let tall = self.driver.execute("return document.documentElement.scrollHeight", vec![]).await.unwrap();
        let height = u32::try_from(tall.json().as_u64().unwrap()).unwrap().min(TALLEST);
        // As on a screen that holds it all: what sticks to the lower edge then stands at the end.
        self.size(width, height).await;
        let clip = json!({"x": 0, "y": 0, "width": width, "height": height, "scale": 1});
        let shot = json!({"format": "png", "clip": clip});
        let picture = self.devtools("Page.captureScreenshot", shot).await;
        let bytes = STANDARD.decode(picture["data"].as_str().unwrap()).unwrap();
        let suffix = if light == "dark" { "-dark" } else { "" };
        let script = if self.manner == Manner::NoScript { "-noscript" } else { "" };
        fs::write(folder.join(format!("{}-{width}-{name}{script}{suffix}.png", self.lang)), bytes).unwrap();
    }

    async fn let_scripts(&self, run: bool) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({"value": !run})).await;
    }

    async fn devtools(&self, method: &str, parameters: Value) -> Value {
        Cdp::new(self.driver.handle().clone()).send_raw(method, parameters).await.unwrap()
    }
}

fn screens() -> PathBuf {
    let target =
        env::var_os("CARGO_TARGET_TMPDIR").map_or_else(|| PathBuf::from(env!("CARGO_TARGET_TMPDIR")), PathBuf::from);
    target.join("../screens")
}
