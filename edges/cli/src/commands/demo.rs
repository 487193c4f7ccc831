//! `relais demo`: an example installation, made and served by one command.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use platform::demo::{self, ACCOUNTS};
use platform::{Config, Server, Settings, logs, sqlite_url};
use tokio::process::Command;

use crate::args::DemoArgs;
use crate::fault::Fault;
use crate::signals;

/// Who the letters are from; an address that leads nowhere.
const SENDER: &str = "Relais <demo@relais.example>";

/// Makes or opens the example installation, and serves it until told to stop.
pub async fn run(args: DemoArgs) -> Result<(), Fault> {
    let settings = Settings {
        database: Some(sqlite_url(&args.data.join("relais.sqlite"))),
        data: Some(args.data.clone()),
        listen: Some(args.listen.clone()),
        region: Some(args.region.clone()),
        mail: Some(format!("folder:{}", letters(&args.data).display())),
        mail_from: Some(SENDER.to_owned()),
        log: Some(std::env::var("RELAIS_LOG").unwrap_or_else(|_| "warn".to_owned())),
        ..Settings::default()
    };
    logs::start(&Config::from(settings.clone()))?;
    let stop = signals::stop();
    // Taken before anything is made: a taken port should not leave half an hour's reading on the screen.
    let server = Server::bind(&args.listen, &[]).await?;
    let address =
        server.address().map_err(|error| Fault::new(format!("the system hides the port: {error}; try another")))?;
    // Letters carry links, so the port counts that the system chose.
    let settings = Settings { listen: Some(address.to_string()), ..settings };
    let (installation, logins) = demo::prepare(settings).await?;
    greet(&args.data, logins.as_deref());
    println!(
        "No e-mail leaves this machine: campaigns and kept searches write theirs into {}.",
        letters(&args.data).display()
    );
    println!("Relais serves at http://{address}; stop with Ctrl+C.");
    if !args.no_browser {
        open_browser(&format!("http://{address}/"));
    }
    Ok(platform::serve(installation, server, stop).await?)
}

/// Where letters are written that another installation would send.
fn letters(data: &Path) -> PathBuf {
    data.join("letters")
}

fn greet(data: &Path, logins: Option<&[demo::Login]>) {
    let accounts = data.join(ACCOUNTS);
    match logins {
        Some(logins) => {
            println!("Demo accounts, with passwords drawn just now (kept in {}):\n", accounts.display());
            println!("{}", demo::listing(logins));
        }
        None => println!("The demo in {} is used again; its accounts are in {}.", data.display(), accounts.display()),
    }
}

/// Opens a browser where there is a desktop. Never a reason to fail.
fn open_browser(url: &str) {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let desktop = cfg!(target_os = "macos")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    if desktop {
        let _ = Command::new(program).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    }
}
