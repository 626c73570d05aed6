//! TCP connections that can be cut, as a crash of the server or the network does.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

use axum::{
    extract::connect_info::Connected,
    serve::{IncomingStream, Listener},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
};

/// A listener whose connections can be cut.
pub struct Listening(pub TcpListener);

/// A connection that breaks as soon as its handle is cut.
pub struct Connection {
    stream: TcpStream,
    handle: Handle,
}

/// Cuts its connection. Each request carries it as `ConnectInfo`.
#[derive(Clone, Default)]
pub struct Handle(Arc<AtomicBool>);

impl Handle {
    /// Breaks the connection at its next use. Everything that was not written before is lost.
    pub fn cut(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_cut(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Listener for Listening {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        (Connection { stream, handle: Handle::default() }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, Listening>> for Handle {
    fn connect_info(stream: IncomingStream<'_, Listening>) -> Handle {
        stream.io().handle.clone()
    }
}

impl Connection {
    /// # Errors
    /// `ConnectionReset` if the connection was cut; then closing it sends RST instead of FIN (RFC 9293, 3.5.3).
    fn stream(&mut self) -> io::Result<Pin<&mut TcpStream>> {
        if self.handle.is_cut() {
            self.stream.set_zero_linger()?;
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Ok(Pin::new(&mut self.stream))
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context,
        buffer: &mut ReadBuf,
    ) -> Poll<io::Result<()>> {
        self.stream()?.poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.stream()?.poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<io::Result<()>> {
        self.stream()?.poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<io::Result<()>> {
        self.stream()?.poll_shutdown(context)
    }
}
