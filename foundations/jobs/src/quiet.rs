//! Heavy work beside the serving: on a thread of its own, which steps back for whoever waits for a page.

use std::thread;

use tokio::sync::oneshot;

/// How far such a thread steps back (0 not at all, 19 altogether): beside a busy one it has a tenth of a core, alone all of it.
#[cfg(target_os = "linux")]
const STEPS_BACK: i32 = 10;

/// The work ended before it had a result.
#[derive(Debug, thiserror::Error)]
#[error("work beside the serving was broken off")]
pub struct BrokenOff;

/// Begins work that takes seconds or minutes of a processor; its result can be waited for.
///
/// # Errors
/// [`BrokenOff`] when the work panicked, or the system has no thread left for it.
pub fn quietly<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> impl Future<Output = Result<T, BrokenOff>> {
    let (tell, told) = oneshot::channel();
    let thread = thread::Builder::new().name("quiet".to_owned()).spawn(move || {
        step_back();
        // Whoever asked may have gone meanwhile.
        let _ = tell.send(work());
    });
    async move {
        thread.map_err(|_| BrokenOff)?;
        told.await.map_err(|_| BrokenOff)
    }
}

/// Lets other threads go before this one. Where that cannot be, it works as all others do.
#[cfg(target_os = "linux")]
fn step_back() {
    let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), STEPS_BACK);
}

#[cfg(not(target_os = "linux"))]
fn step_back() {}

#[cfg(test)]
mod tests {
    use super::quietly;

    #[tokio::test]
    async fn work_is_done_on_a_thread_that_steps_back() {
        let niceness = || rustix::process::getpriority_process(Some(rustix::thread::gettid())).unwrap();
        let before = niceness();
        let there = quietly(niceness).await.unwrap();
        assert!(there > before || before >= 10, "{before} here, {there} there");
        assert_eq!(niceness(), before, "only that thread steps back");
    }

    #[tokio::test]
    async fn work_begins_before_it_is_waited_for() {
        let (tell, told) = std::sync::mpsc::channel();
        let work = quietly(move || tell.send(5).is_ok());
        assert_eq!(told.recv(), Ok(5));
        assert!(work.await.unwrap());
    }

    #[tokio::test]
    async fn work_that_panics_is_told() {
        assert!(quietly(|| assert_eq!(1, 2)).await.is_err());
    }
}
