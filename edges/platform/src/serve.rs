//! Serving: the site, the workers, the indexer and the departments' tasks, until told to stop.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn_with_state;
use jobs::Worker;
use search::Index;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::server::told;
use crate::{Installation, OpenFault, Server, health, metrics};

/// How long tasks may take to come to an end.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves until `stop` turns true, then finishes what is in hand.
///
/// # Errors
/// When a department cannot begin.
pub async fn serve(installation: Installation, server: Server, stop: watch::Receiver<bool>) -> Result<(), OpenFault> {
    installation.furnish().await?;
    let router = router(&installation)?;
    let tasks = begin(&installation, &stop)?;
    server.run(router, stop).await;
    end(installation, tasks).await;
    Ok(())
}

/// Only does jobs until `stop` turns true: for a second process beside the one that serves.
///
/// # Errors
/// When a department cannot begin.
pub async fn work(installation: Installation, mut stop: watch::Receiver<bool>) -> Result<(), OpenFault> {
    installation.furnish().await?;
    let mut tasks = JoinSet::new();
    workers(&installation).into_iter().for_each(|worker| drop(tasks.spawn(worker.run(stop.clone()))));
    told(&mut stop).await;
    end(installation, tasks).await;
    Ok(())
}

/// Everything that answers requests.
///
/// # Errors
/// When the texts or the region pack cannot be used.
pub fn router(installation: &Installation) -> Result<Router, OpenFault> {
    let Installation { plan, house, gate, config } = installation;
    let shell = plan.shell(house, gate, installation.front()?)?;
    let site = web::mount(shell, plan.routes(house)).merge(health::routes(house));
    if !config.metrics {
        return Ok(site);
    }
    let counts = Arc::new(metrics::Counts::default());
    Ok(site.layer(from_fn_with_state(Arc::clone(&counts), metrics::count)).merge(metrics::routes(house, counts)))
}

/// The workers: one for each lane of what takes long or waits for others, one for all else.
fn workers(installation: &Installation) -> Vec<Worker> {
    let Installation { plan, house, .. } = installation;
    Worker::lanes(&house.store, plan.handlers(house), &house.system("worker"))
}

fn begin(installation: &Installation, stop: &watch::Receiver<bool>) -> Result<JoinSet<()>, OpenFault> {
    let Installation { plan, house, .. } = installation;
    let mut tasks = JoinSet::new();
    workers(installation).into_iter().for_each(|worker| drop(tasks.spawn(worker.run(stop.clone()))));
    let index = house.fixtures.get::<Index>().map_err(|error| OpenFault::Start(error.into()))?;
    tasks.spawn(search::run(house.store.clone(), (*index).clone(), plan.sources(house), stop.clone()));
    for task in plan.modules().iter().flat_map(|module| module.tasks) {
        tasks.spawn(task(house.clone(), stop.clone()));
    }
    Ok(tasks)
}

async fn end(installation: Installation, mut tasks: JoinSet<()>) {
    let finished = async { while tasks.join_next().await.is_some() {} };
    if tokio::time::timeout(PATIENCE, finished).await.is_err() {
        tracing::warn!("tasks that took longer than {} s were broken off", PATIENCE.as_secs());
    }
    if let Err(error) = installation.house.store.clone().close().await {
        tracing::warn!("the database was not closed cleanly: {error}");
    }
    tracing::info!("stopped");
}
