//! `amana serve`.

use super::{CommandError, FOLDER, Outcome, Place, open, say, settings};
use app::{App, Config, Settings};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tracing_subscriber::EnvFilter;

pub(super) fn serve(place: &Place, listen: Option<String>) -> Outcome {
    let config = settings(place, Settings { listen, ..Settings::default() }, FOLDER)?.check()?;
    log_to_stderr(&config);
    let app = open(config)?;
    app.start()?;
    run(app, |address| say(&format!("amana is ready at http://{address}")))
}

/// Serves until a signal, then stops in order. `ready` is told the address.
pub(super) fn run(app: App, ready: impl FnOnce(SocketAddr)) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().max_blocking_threads(64).build()?;
    let served = serve_on(&runtime, &app, ready);
    tracing::info!("stopping: what was accepted is written, what is being sent is settled");
    app.stop();
    runtime.shutdown_timeout(Duration::from_secs(5));
    served
}

/// Listens, says so, and serves to the end. The database is asked outside the runtime, where a thread may wait for it.
fn serve_on(runtime: &Runtime, app: &App, ready: impl FnOnce(SocketAddr)) -> Outcome {
    let listener = runtime.block_on(TcpListener::bind(app.config.listen)).map_err(|error| {
        CommandError::Words(format!("{} can't be listened on: {error}; choose another address with --listen", app.config.listen))
    })?;
    let address = listener.local_addr()?;
    ready(address);
    if let Some(link) = app::admin::setup_link(app)? {
        say(&format!("Set the store up at {link}"));
    }
    tracing::info!(%address, engine = app.db.record.engine_name(), "serving");
    runtime.block_on(app::server::serve(app.clone(), app::router::router(app.clone()), listener, stop_signal()));
    Ok(())
}

/// SIGTERM or ctrl-c.
async fn stop_signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// JSON lines with request ids; nothing personal is ever logged.
pub(super) fn log_to_stderr(config: &Config) {
    let filter = EnvFilter::try_new(&config.log).unwrap_or_else(|_| EnvFilter::new("info"));
    let _ = tracing_subscriber::fmt().json().flatten_event(true).with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
