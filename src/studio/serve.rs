//! The only socket: the loopback's own, for as long as the program runs.

use super::route::{Studio, router};
use std::io;
use std::net::{Ipv4Addr, TcpListener};

/// Takes a port of the loopback; 0 takes any that is free.
pub fn listen(port: u16) -> io::Result<TcpListener> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Serves until the program is told to stop.
pub fn serve(listener: TcpListener, studio: Studio) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let stopped = async {
            let _ = tokio::signal::ctrl_c().await;
        };
        tokio::select! {
            served = axum::serve(listener, router(studio)).into_future() => served,
            () = stopped => Ok(()),
        }
    })
}
