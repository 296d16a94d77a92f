//! Table schemas.

use crate::error::{unreadable, unsendable};
use aws_sdk_dynamodb::{
    error::BuildError,
    operation::create_table::builders::CreateTableInputBuilder,
    types::{
        AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType as KeyRole,
        LocalSecondaryIndex, Projection, ProjectionType, ScalarAttributeType,
        TableDescription as SdkDescription,
    },
};
use std::collections::{BTreeMap, HashMap};
use twintable::{
    Error, GlobalIndex, IndexProjection, KeyAttribute, KeyType, LocalIndex, TableSchema,
    store::TableDescription,
};

/// The request that creates a table, billed by request.
pub(crate) fn create_table(schema: &TableSchema) -> Result<CreateTableInputBuilder, Error> {
    let TableSchema { name, partition_key, sort_key, local_indexes, global_indexes } = schema;
    let types: BTreeMap<_, _> = schema
        .key_attributes()
        .chain(schema.index_key_attributes())
        .map(|KeyAttribute { name, key_type }| (name.as_ref(), *key_type))
        .collect();
    let definitions = types.into_iter().map(definition).collect::<Result<_, _>>();
    let key_schema = key_elements([partition_key], sort_key);
    let local =
        local_indexes.iter().map(|index| local_index(partition_key, index)).collect::<Result<Vec<_>, _>>();
    let global = global_indexes.iter().map(global_index).collect::<Result<Vec<_>, _>>();
    // The service refuses an empty list of indexes.
    Ok(CreateTableInputBuilder::default()
        .table_name(name.as_ref())
        .billing_mode(BillingMode::PayPerRequest)
        .set_attribute_definitions(Some(definitions.map_err(unsendable)?))
        .set_key_schema(Some(key_schema.map_err(unsendable)?))
        .set_local_secondary_indexes(Some(local.map_err(unsendable)?).filter(|indexes| !indexes.is_empty()))
        .set_global_secondary_indexes(
            Some(global.map_err(unsendable)?).filter(|indexes| !indexes.is_empty()),
        ))
}

fn definition((name, key_type): (&str, KeyType)) -> Result<AttributeDefinition, BuildError> {
    let attribute_type = match key_type {
        KeyType::String => ScalarAttributeType::S,
        KeyType::Number => ScalarAttributeType::N,
        KeyType::Binary => ScalarAttributeType::B,
    };
    AttributeDefinition::builder().attribute_name(name).attribute_type(attribute_type).build()
}

fn key_elements<'s>(
    partition: impl IntoIterator<Item = &'s KeyAttribute>,
    sort: impl IntoIterator<Item = &'s KeyAttribute>,
) -> Result<Vec<KeySchemaElement>, BuildError> {
    let partition = partition.into_iter().map(|key| (key, KeyRole::Hash));
    let sort = sort.into_iter().map(|key| (key, KeyRole::Range));
    let element = |(key, role): (&KeyAttribute, KeyRole)| {
        KeySchemaElement::builder().attribute_name(key.name.as_ref()).key_type(role).build()
    };
    partition.chain(sort).map(element).collect()
}

fn local_index(partition_key: &KeyAttribute, index: &LocalIndex) -> Result<LocalSecondaryIndex, BuildError> {
    let LocalIndex { name, sort_key, projection } = index;
    LocalSecondaryIndex::builder()
        .index_name(name.as_ref())
        .set_key_schema(Some(key_elements([partition_key], [sort_key])?))
        .projection(projection_to_sdk(projection))
        .build()
}

fn global_index(index: &GlobalIndex) -> Result<GlobalSecondaryIndex, BuildError> {
    let GlobalIndex { name, partition_keys, sort_keys, projection } = index;
    GlobalSecondaryIndex::builder()
        .index_name(name.as_ref())
        .set_key_schema(Some(key_elements(partition_keys, sort_keys)?))
        .projection(projection_to_sdk(projection))
        .build()
}

fn projection_to_sdk(projection: &IndexProjection) -> Projection {
    let builder = Projection::builder();
    match projection {
        IndexProjection::All => builder.projection_type(ProjectionType::All),
        IndexProjection::KeysOnly => builder.projection_type(ProjectionType::KeysOnly),
        IndexProjection::Include(names) => builder
            .projection_type(ProjectionType::Include)
            .set_non_key_attributes(Some(names.iter().map(|name| name.clone().into_owned()).collect())),
    }
    .build()
}

/// Reads the service's description of a table.
pub(crate) fn description(table: SdkDescription) -> Result<TableDescription, Error> {
    let count =
        |number: Option<i64>| number.and_then(|number| u64::try_from(number).ok()).unwrap_or_default();
    let (item_count, size_bytes) = (count(table.item_count), count(table.table_size_bytes));
    let types = types(table.attribute_definitions.unwrap_or_default())?;
    let (partition_keys, mut sort_keys) = key_attributes(table.key_schema, &types)?;
    let [partition_key] =
        <[_; 1]>::try_from(partition_keys).map_err(|_| unreadable("a table without a key"))?;
    let mut schema = TableSchema::new(table.table_name.unwrap_or_default(), partition_key);
    schema.sort_key = sort_keys.pop();
    for index in table.local_secondary_indexes.unwrap_or_default() {
        let (_, mut sort_keys) = key_attributes(index.key_schema, &types)?;
        let sort_key = sort_keys.pop().ok_or_else(|| unreadable("a local index without a sort key"))?;
        let projection = projection_from_sdk(index.projection)?;
        schema
            .local_indexes
            .push(LocalIndex::new(index.index_name.unwrap_or_default(), sort_key).projection(projection));
    }
    for index in table.global_secondary_indexes.unwrap_or_default() {
        let (partition_keys, sort_keys) = key_attributes(index.key_schema, &types)?;
        let projection = projection_from_sdk(index.projection)?;
        let name = index.index_name.unwrap_or_default().into();
        schema.global_indexes.push(GlobalIndex { name, partition_keys, sort_keys, projection });
    }
    // The service lists indexes in no order.
    schema.local_indexes.sort_by(|a, b| a.name.cmp(&b.name));
    schema.global_indexes.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(TableDescription { schema, item_count, size_bytes })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the SDK keeps room for types of the future")]
fn types(definitions: Vec<AttributeDefinition>) -> Result<HashMap<String, KeyType>, Error> {
    let key_type = |definition: AttributeDefinition| {
        let key_type = match definition.attribute_type {
            ScalarAttributeType::S => KeyType::String,
            ScalarAttributeType::N => KeyType::Number,
            ScalarAttributeType::B => KeyType::Binary,
            _ => return Err(unreadable("a key attribute of an unknown type")),
        };
        Ok((definition.attribute_name, key_type))
    };
    definitions.into_iter().map(key_type).collect()
}

/// The partition attributes and the sort attributes, in the order of the index.
#[expect(clippy::wildcard_enum_match_arm, reason = "the SDK keeps room for roles of the future")]
fn key_attributes(
    elements: Option<Vec<KeySchemaElement>>,
    types: &HashMap<String, KeyType>,
) -> Result<(Vec<KeyAttribute>, Vec<KeyAttribute>), Error> {
    let (mut partition, mut sort) = (Vec::new(), Vec::new());
    for element in elements.unwrap_or_default() {
        let Some(key_type) = types.get(&element.attribute_name) else {
            return Err(unreadable("a key attribute without a type"));
        };
        let key = KeyAttribute { name: element.attribute_name.into(), key_type: *key_type };
        match element.key_type {
            KeyRole::Hash => partition.push(key),
            KeyRole::Range => sort.push(key),
            _ => return Err(unreadable("a key attribute in an unknown role")),
        }
    }
    Ok((partition, sort))
}

fn projection_from_sdk(projection: Option<Projection>) -> Result<IndexProjection, Error> {
    let Some(projection) = projection else { return Ok(IndexProjection::All) };
    match projection.projection_type {
        None | Some(ProjectionType::All) => Ok(IndexProjection::All),
        Some(ProjectionType::KeysOnly) => Ok(IndexProjection::KeysOnly),
        Some(ProjectionType::Include) => {
            Ok(IndexProjection::include(projection.non_key_attributes.unwrap_or_default()))
        }
        Some(_) => Err(unreadable("an index with an unknown projection")),
    }
}
