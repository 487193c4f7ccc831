//! Being told to stop: Ctrl+C, or SIGTERM from whoever runs us.

use tokio::sync::watch;

/// Turns true once, when it is time to stop. A second Ctrl+C ends the program at once.
pub fn stop() -> watch::Receiver<bool> {
    let (tell, told) = watch::channel(false);
    tokio::spawn(async move {
        wait().await;
        tracing::info!("stopping: finishing what is in hand");
        let _ = tell.send(true);
        wait().await;
        std::process::exit(1);
    });
    told
}

#[cfg(unix)]
async fn wait() {
    use tokio::signal::unix::{SignalKind, signal};

    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return interrupted().await };
    tokio::select! {
        () = interrupted() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn wait() {
    interrupted().await;
}

async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        // Without a way to be told, run until killed.
        std::future::pending::<()>().await;
    }
}
