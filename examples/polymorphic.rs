//! Several types behind one: `cargo run --example polymorphic` runs it in memory, with
//! `-- --endpoint http://localhost:8000` on DynamoDB or an emulator of it. Each operation is printed as it is sent.

mod printing;

use printing::Printing;
use std::{env, sync::Arc, time::SystemTime};
use twintable::{
    prelude::*,
    store::{ItemStore, TableAdmin},
};
use twintable_dynamodb::DynamoDbStore;
use twintable_memory::MemoryStore;

/// A dog, with an index of its own.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "clinic", partition_key = "OWNER#{owner}", sort_key = "DOG#{name}", query = of)]
#[entity(index(name = "dogs_by_breed", partition_key = "BREED#{breed}", sort_key = "{name}"))]
struct Dog {
    owner: String,
    name: String,
    breed: String,
    tricks: Vec<String>,
}

/// A cat, with a time-to-live of its own.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(table = "clinic", partition_key = "OWNER#{owner}", sort_key = "CAT#{name}", query = of)]
struct Cat {
    owner: String,
    name: String,
    #[entity(default = 9)]
    lives: u8,
    #[entity(ttl)]
    leaves_at: Option<SystemTime>,
}

/// Any of them.
#[derive(Debug, Clone, PartialEq, Entity)]
enum Animal {
    Dog(Dog),
    Cat(Cat),
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => story(MemoryStore::new()).await,
        ["--endpoint", url] => story(DynamoDbStore::from_env_with_endpoint(url).await).await,
        _ => {
            eprintln!("usage: polymorphic [--endpoint URL]");
            std::process::exit(2)
        }
    }
}

async fn story(store: impl ItemStore + TableAdmin + 'static) -> Result<(), Error> {
    // The table has the indexes of all variants.
    match store.create_table(Animal::schema().clone()).await {
        Ok(_) | Err(Error::TableExists { .. }) => {}
        Err(error) => return Err(error),
    }
    let store: Arc<dyn ItemStore> = Arc::new(Printing(store));
    let animals = TableRepository::<Animal>::new(store.clone());
    let dogs = TableRepository::<Dog>::new(store);

    println!("\nA dog and a cat, through one repository.");
    let rex = Dog { owner: "ann".into(), name: "Rex".into(), breed: "collie".into(), tricks: Vec::new() };
    let tom = Cat { owner: "ann".into(), name: "Tom".into(), lives: 7, leaves_at: None };
    animals.put(rex.into()).returning_nothing().await?;
    animals.put(tom.into()).returning_nothing().await?;

    println!("\nAll animals of an owner: one query, each as what it is.");
    for animal in animals.query(Dog::of("ann").collection()).all().await? {
        match animal {
            Animal::Dog(dog) => println!("  -> {} is a {}", dog.name, dog.breed),
            Animal::Cat(cat) => println!("  -> {} has {} lives", cat.name, cat.lives),
        }
    }

    println!("\nA filter of one variant is a filter of all: true for that variant alone.");
    let lucky = animals.query(Dog::of("ann").collection()).filter(Cat::LIVES.gt(5)).all().await?;
    println!("  -> {} animal", lucky.len());

    println!("\nOne variant alone, by its own index.");
    let collies = dogs.query(Dog::dogs_by_breed("collie")).all().await?;
    println!("  -> {:?}", collies.iter().map(|dog| &dog.name).collect::<Vec<_>>());

    println!("\nA cat is no dog.");
    match dogs.get(Key::new(Cat::key("ann", "Tom").into_primary_key()?)).await {
        Err(error @ Error::WrongType { .. }) => println!("  -> {error}"),
        other => println!("  -> unexpected: {other:?}"),
    }

    println!("\nA change of one variant, with that variant's repository.");
    let rex = dogs.update(Dog::key("ann", "Rex")).append(Dog::TRICKS, ["sit"]).await?;
    println!("  -> {:?}", rex.tricks);
    Ok(())
}
