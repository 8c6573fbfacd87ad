//! Connections: limits against slow and greedy clients, request ids, one log line a request, a graceful end.

use crate::app::App;
use axum::Router;
use axum::body::Body;
use axum::extract::MatchedPath;
use axum::http::{HeaderName, HeaderValue, Request, Response};
use axum::middleware::Next;
use hyper::server::conn::http1::Builder;
use hyper::service::Service as _;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// Connections at once; further ones wait to be accepted.
const CONNECTIONS_MAX: usize = 4096;
/// A request's head holds at most this much.
const HEAD_BYTES_MAX: usize = 64 * 1024;
/// A client has this long to send a request's head.
const HEAD_WITHIN: Duration = Duration::from_secs(10);
/// Requests under way at a stop have this long to end; with what follows, the program is gone within ten seconds.
const STOP_WITHIN: Duration = Duration::from_secs(5);

static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Serves until `stop` resolves, then lets requests under way end.
pub async fn serve(app: App, router: Router, listener: TcpListener, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let graceful = GracefulShutdown::new();
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD_WITHIN).max_buf_size(HEAD_BYTES_MAX).pipeline_flush(true);
    let router = TowerToHyperService::new(router);
    tokio::pin!(stop);
    loop {
        let place = tokio::select! {
            () = &mut stop => break,
            place = Arc::clone(&places).acquire_owned() => place,
        };
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                // Out of file descriptors, most likely: those in use will be given back.
                tracing::warn!(%error, "a connection can't be accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let _ = stream.set_nodelay(true);
        let (app, router) = (app.clone(), router.clone());
        let service = hyper::service::service_fn(move |request: Request<hyper::body::Incoming>| {
            let (app, router) = (app.clone(), router.clone());
            async move { Ok::<_, Infallible>(one(&app, &router, request.map(Body::new)).await) }
        });
        let connection = graceful.watch(builder.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // A client that breaks off is no event.
            let _ = connection.await;
            drop(place);
        });
    }
    // Whoever comes now is refused at once, rather than left waiting.
    drop(listener);
    app.end_streams();
    let _ = tokio::time::timeout(STOP_WITHIN, graceful.shutdown()).await;
}

/// One request: an id for it, its time, its log line. Paths can carry tokens and queries can carry names, so only the
/// route's pattern is logged.
async fn one(app: &App, router: &TowerToHyperService<Router>, mut request: Request<Body>) -> Response<Body> {
    let id = base::id::encode(&app.fork_rng().bytes());
    let started = Instant::now();
    let method = request.method().clone();
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = match router.call(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    let took = started.elapsed();
    let status = response.status().as_u16();
    app.metrics.request(status, took);
    let route = response.extensions().get::<Route>().map_or("-", |route| route.0.as_str());
    tracing::debug!(request = %id, %method, route, status, micros = took.as_micros() as u64, "request");
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID.clone(), value);
    }
    response
}

/// Notes which route answered, for the log.
pub async fn note_route(path: Option<MatchedPath>, request: Request<Body>, next: Next) -> Response<Body> {
    let mut response = next.run(request).await;
    if let Some(path) = path {
        response.extensions_mut().insert(Route(path.as_str().to_owned()));
    }
    response
}

/// The id that an answer and its log line carry.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// The pattern of the route that answered.
#[derive(Clone, Debug)]
pub struct Route(pub String);
