//! Serves the engine that the tests use over HTTP, with empty tables, until it is stopped: something to try an
//! `--endpoint` with. `cargo run -p twintable-dynamodb --example embedded_engine -- 127.0.0.1:8000`

use std::{env, error::Error};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8000".to_owned());
    let listener = TcpListener::bind(&address).await?;
    println!("listening at http://{}", listener.local_addr()?);
    dynoxide::server::serve_with_shutdown(listener, dynoxide::Database::memory()?, std::future::pending())
        .await?;
    Ok(())
}
