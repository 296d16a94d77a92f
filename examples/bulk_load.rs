//! Loading and copying many entities: `cargo run --example bulk_load` runs it in memory,
//! `cargo run --example bulk_load -- --endpoint http://localhost:8000` on DynamoDB or an emulator of it.
//!
//! First a file of readings is loaded, with a progress bar. Then a job copies them into another table, page by page,
//! and is interrupted. It goes on from the cursor that it left behind, and no reading is copied twice.

use futures::stream;
use std::{
    env,
    io::{self, Write as _},
    sync::Arc,
};
use twintable::{
    Cursor,
    batch::Progress,
    prelude::*,
    store::{ItemStore, TableAdmin},
};
use twintable_dynamodb::DynamoDbStore;
use twintable_memory::MemoryStore;

/// How many readings the file has.
const READINGS: u32 = 2_000;

/// How many readings the job copies before it saves where it is.
const PAGE: usize = 300;

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "readings", partition_key = "SENSOR#{sensor}", sort_key = taken_at)]
struct Reading {
    sensor: u32,
    taken_at: u64,
    celsius: Number,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "archive", partition_key = "DAY#{day}", sort_key = "SENSOR#{sensor}#{taken_at}")]
struct Archived {
    day: u64,
    sensor: u32,
    taken_at: u64,
    fahrenheit: Number,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => story(MemoryStore::new()).await,
        ["--endpoint", url] => story(DynamoDbStore::from_env_with_endpoint(url).await).await,
        _ => {
            eprintln!("usage: bulk_load [--endpoint URL]");
            std::process::exit(2)
        }
    }
}

async fn story(store: impl ItemStore + TableAdmin + 'static) -> Result<(), Error> {
    for schema in [Reading::schema(), Archived::schema()] {
        match store.create_table(schema.clone()).await {
            Ok(_) | Err(Error::TableExists { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    let store: Arc<dyn ItemStore> = Arc::new(store);
    let readings = TableRepository::<Reading>::new(store.clone());
    let archive = TableRepository::<Archived>::new(store);

    // Whatever the file's size, only a few requests' worth of it is in memory.
    let loaded = readings.put_stream(stream::iter(file())).on_progress(bar).await?;
    println!("\nloaded {loaded} readings");

    // The first run of the job is interrupted after two pages. What it leaves behind is a text.
    let (first, place) = copy(&readings, &archive, None, 2).await?;
    let saved = place.as_ref().map(Cursor::to_string);
    println!("copied {first} readings, then it was interrupted");

    // Another process reads the text and goes on.
    let place = saved.map(|text| text.parse()).transpose()?;
    let (second, place) = copy(&readings, &archive, place, usize::MAX).await?;
    println!("copied {second} readings from the cursor on; left: {}", place.is_some());

    let (copied, kept) = (first + second, archive.scan().count().await?);
    println!("{copied} copies were written, and the archive has {kept}");
    assert_eq!((copied, kept, place), (loaded, loaded, None));
    Ok(())
}

/// Copies readings, from a place on, for so many pages. Returns how many it copied, and where to go on.
async fn copy(
    readings: &dyn Repository<Reading>,
    archive: &dyn Repository<Archived>,
    mut place: Option<Cursor>,
    pages: usize,
) -> Result<(usize, Option<Cursor>), Error> {
    let mut copied = 0;
    for _ in 0..pages {
        let page = readings.scan().page_size(PAGE).after(place).page().await?;
        // Only when the page is written is its cursor worth keeping: a job that stops in between writes these again.
        copied += archive.put_many(page.items.into_iter().map(archived)).await?.len();
        place = page.cursor;
        if place.is_none() {
            break;
        }
    }
    Ok((copied, place))
}

fn archived(Reading { sensor, taken_at, celsius }: Reading) -> Archived {
    let degrees = i64::try_from(celsius).unwrap_or_default();
    Archived { day: taken_at / 86_400, sensor, taken_at, fahrenheit: Number::from(degrees * 9 / 5 + 32) }
}

/// What a file would hold.
fn file() -> impl Iterator<Item = Reading> + Send {
    (0..READINGS).map(|line| Reading {
        sensor: line % 7,
        taken_at: 1_700_000_000 + u64::from(line) * 60,
        celsius: Number::from(i64::from(line % 50) - 10),
    })
}

/// A bar that grows, drawn over itself.
fn bar(progress: Progress) {
    let total = READINGS as usize;
    let filled = progress.done * 40 / total;
    print!("\r[{:<40}] {:>5} of {total}, {} requests", "#".repeat(filled), progress.done, progress.requests);
    let _flushed = io::stdout().flush();
}
