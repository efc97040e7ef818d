//! Figures for Prometheus, on a listener of their own: nobody reaches them through the service's address.

use std::time::{Duration, Instant};

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use mulin_entity::{
    kernel::{Db, queue::statistics},
    notifications::channel_figures,
};
use poem::{Endpoint, EndpointExt, IntoResponse, Request, Response, Route, handler, web::Data};
use poem_openapi::OperationId;

/// From a millisecond to the longest turn of a job, in seconds.
const BUCKETS: [f64; 13] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0, 120.0, 900.0];
/// How long the queue is asked for its figures; without them the others are told all the same.
const PATIENCE: Duration = Duration::from_secs(2);

/// Begins to count, once in a process.
pub fn record() -> Result<PrometheusHandle, metrics_exporter_prometheus::BuildError> {
    PrometheusBuilder::new().set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BUCKETS)?.install_recorder()
}

/// What Prometheus asks for.
pub fn endpoint(db: Db, figures: PrometheusHandle) -> impl Endpoint<Output = Response> {
    Route::new().at("/metrics", poem::get(told)).data(db).data(figures).map_to_response()
}

#[handler]
async fn told(db: Data<&Db>, figures: Data<&PrometheusHandle>) -> Response {
    match tokio::time::timeout(PATIENCE, statistics::queues(db.0, None)).await {
        Ok(Ok(queues)) => queues.into_iter().for_each(|(kind, queue)| gauge(&db, &kind, &queue)),
        _ => tracing::warn!("the queue does not tell its figures"),
    }
    match tokio::time::timeout(PATIENCE, channel_figures::resting(db.0)).await {
        Ok(Ok(resting)) => metrics::gauge!("mulin_channels_resting").set(resting as f64),
        _ => tracing::warn!("nobody says which channels rest"),
    }
    figures.run_upkeep();
    figures.render().with_content_type("text/plain; version=0.0.4").into_response()
}

fn gauge(db: &Db, kind: &str, queue: &statistics::Queue) {
    for (state, jobs) in [("ready", queue.ready), ("running", queue.running), ("buried", queue.buried)] {
        metrics::gauge!("mulin_jobs", "kind" => kind.to_owned(), "state" => state).set(jobs as f64);
    }
    let age = queue.oldest_due_at.map_or(0.0, |due| (db.now() - due).as_seconds_f64());
    metrics::gauge!("mulin_jobs_oldest_due_age_seconds", "kind" => kind.to_owned()).set(age);
}

/// Counts requests by the operation's id; what is no operation is the console and its files.
pub async fn count<E: Endpoint>(next: std::sync::Arc<E>, request: Request) -> poem::Result<Response> {
    let begun = Instant::now();
    let response = next.get_response(request).await;
    let operation = response.data::<OperationId>().map_or("none", |id| id.0);
    let status = response.status().as_u16().to_string();
    metrics::counter!("mulin_http_requests_total", "operation" => operation, "status" => status).increment(1);
    metrics::histogram!("mulin_http_request_duration_seconds", "operation" => operation).record(begun.elapsed().as_secs_f64());
    Ok(response)
}
