//! Tables and indexes.

use super::{Code, Literal, list};
use std::fmt;
use twintable::{GlobalIndex, IndexProjection, KeyAttribute, KeyType, LocalIndex, TableSchema};

impl fmt::Display for Code<'_, TableSchema> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TableSchema { name, partition_key, sort_key, local_indexes, global_indexes } = self.0;
        write!(f, "TableSchema::new({}, {})", Code(name.as_ref()), Code(partition_key))?;
        if let Some(sort_key) = sort_key {
            write!(f, ".sort_key({})", Code(sort_key))?;
        }
        local_indexes.iter().try_for_each(|index| write!(f, ".local_index({})", Code(index)))?;
        global_indexes.iter().try_for_each(|index| write!(f, ".global_index({})", Code(index)))
    }
}

impl fmt::Display for Code<'_, KeyAttribute> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let KeyAttribute { name, key_type } = self.0;
        let constructor = match key_type {
            KeyType::String => "string",
            KeyType::Number => "number",
            KeyType::Binary => "binary",
        };
        write!(f, "KeyAttribute::{constructor}({})", Code(name.as_ref()))
    }
}

impl fmt::Display for Code<'_, LocalIndex> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LocalIndex { name, sort_key, projection } = self.0;
        write!(f, "LocalIndex::new({}, {}){}", Code(name.as_ref()), Code(sort_key), Code(projection))
    }
}

impl fmt::Display for Code<'_, GlobalIndex> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let GlobalIndex { name, partition_keys, sort_keys, projection } = self.0;
        let name = Code(name.as_ref());
        if let Some((first, others)) = partition_keys.split_first() {
            write!(f, "GlobalIndex::new({name}, {})", Code(first))?;
            others.iter().try_for_each(|key| write!(f, ".partition_key({})", Code(key)))?;
        } else {
            // No constructor makes it without a partition key.
            let base = format!("GlobalIndex::new({name}, KeyAttribute::string(\"\"))");
            let without = Literal::new("GlobalIndex", base).field("partition_keys", Some("Vec::new()"));
            write!(f, "{without}")?;
        }
        sort_keys.iter().try_for_each(|key| write!(f, ".sort_key({})", Code(key)))?;
        write!(f, "{}", Code(projection))
    }
}

impl fmt::Display for Code<'_, IndexProjection> {
    /// The call that says it; nothing where it is the default.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            IndexProjection::All => Ok(()),
            IndexProjection::KeysOnly => f.write_str(".projection(IndexProjection::KeysOnly)"),
            IndexProjection::Include(names) if names.is_empty() => {
                f.write_str(".projection(IndexProjection::Include(Vec::new()))")
            }
            IndexProjection::Include(names) => {
                write!(
                    f,
                    ".projection(IndexProjection::include({}))",
                    list(names, |name| format!("{name:?}"))
                )
            }
        }
    }
}
