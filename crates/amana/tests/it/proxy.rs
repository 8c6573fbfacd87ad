//! A way to the database that can be cut.

use std::io::copy;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Passes connections on to a server until it is cut, and again once it is mended.
pub struct Proxy {
    pub port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    is_cut: AtomicBool,
    open: Mutex<Vec<TcpStream>>,
}

impl Proxy {
    /// In front of this server, `host:port`.
    pub fn start(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let shared = Arc::new(Shared { is_cut: AtomicBool::new(false), open: Mutex::default() });
        let (passing, server) = (Arc::clone(&shared), server.to_owned());
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if !passing.is_cut.load(Ordering::SeqCst)
                    && let Ok(upstream) = TcpStream::connect(&server)
                {
                    passing.pass(client, upstream);
                }
            }
        });
        Self { port, shared }
    }

    /// The database is gone: what is open breaks off, what comes is hung up on.
    pub fn cut(&self) {
        self.shared.is_cut.store(true, Ordering::SeqCst);
        for stream in self.shared.open.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    pub fn mend(&self) {
        self.shared.is_cut.store(false, Ordering::SeqCst);
    }
}

impl Shared {
    fn pass(&self, client: TcpStream, upstream: TcpStream) {
        let _ = (client.set_nodelay(true), upstream.set_nodelay(true));
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        for (from, to) in [(&client, &upstream), (&upstream, &client)] {
            let (Ok(mut from), Ok(mut to)) = (from.try_clone(), to.try_clone()) else { return };
            open.extend(from.try_clone());
            std::thread::spawn(move || {
                let _ = copy(&mut from, &mut to);
                let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
            });
        }
    }
}
