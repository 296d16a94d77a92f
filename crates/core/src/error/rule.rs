//! The rules that a request can break.

use std::fmt;

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident: $text:literal,)*) => {
        /// A rule of the service that a request can break.
        ///
        /// `Display` says what the rule asks for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[$doc])* #[doc = $text] $name,)*
        }

        impl Rule {
            /// All rules.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
        }

        impl fmt::Display for Rule {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $(Self::$name => $text,)*
                })
            }
        }
    };
}

rules! {
    // Values and keys.
    EmptySet: "a set has at least one element; leave the attribute out instead",
    EmptyName: "an attribute name, also in a map, is not empty",
    NameTooLong: "an attribute name has at most 65,535 bytes, and 255 where it is part of a key",
    ValueTooDeep: "lists and maps nest at most 31 levels deep inside an attribute",
    KeyShape: "a key names exactly the table's key attributes",
    KeyType: "a key attribute has the type that the table or index declares: text, number or bytes",
    KeyMissing: "an item has the table's key attributes",
    KeyEmpty: "a key attribute's text or bytes are not empty",
    KeyTooLong: "a partition key has at most 2,048 bytes and a sort key at most 1,024",
    IndexKeyType: "an index's key attribute is missing, or has the type that the index declares",
    // Conditions.
    EmptyAnd: "`and` has at least one term; an empty one would be no condition at all",
    EmptyOr: "`or` has at least one term",
    EmptyIn: "`in` has at least one value to compare with",
    InTooLong: "`in` has at most 100 values to compare with",
    OrderOfUnordered: "only texts, numbers and bytes are ordered",
    BetweenTypes: "the bounds of `between` have one type",
    BetweenOrder: "the lower bound of `between` is not above the upper one",
    SameOperand: "an operand is not compared with itself",
    PrefixType: "`begins_with` looks at texts or bytes: at a path or a constant",
    ContainsOperand: "`contains` looks at a path or a constant",
    FilterTooDeep: "`and`, `or` and `not` nest at most 32 levels deep",
    PathTooDeep: "a path has at most 32 names and indexes",
    TooManyOperators: "an expression has at most 300 operators",
    ExpressionTooLong: "an expression has at most 4,096 bytes, each name and value counted as three",
    SubstitutionsTooLarge: "the names and values of a request's expressions have at most 2 MB",
    // Key conditions.
    PartitionMissing: "a key condition gives each partition attribute by equality",
    SortOrder: "sort attributes are given from the left, all but the last by equality",
    SortUnknown: "a key condition names attributes of the key that is read, each once",
    KeyConditionType: "a key condition compares with a value of the attribute's type",
    FilterOnKey: "a query's filter does not name the key attributes of what is read; the key condition does",
    // Updates and projections.
    OverlappingPaths: "no two paths of an update or a projection lead to the same place or inside each other",
    ConflictingPaths: "no two paths of an update or a projection take one value for a map and for a list",
    UpdateOfKey: "an update does not change key attributes",
    AddOperand: "ADD takes a number or a set",
    DeleteOperand: "DELETE takes a set",
    ArithmeticOperand: "`+` and `-` take numbers",
    ListAppendOperand: "`list_append` takes lists",
    IfNotExistsPath: "`if_not_exists` has at least one path",
    EmptyUpdate: "an update in a transaction has at least one action",
    EmptyProjection: "a projection has at least one path",
    // What only the stored item can show.
    UpdatePath: "an update's path leads through maps and lists that are there",
    SourceMissing: "a value that an update reads is there",
    StoredType: "an update finds a value of the type that it works on",
    NumberRange: "a number has at most 38 digits and a magnitude from 1E-130 to 9.9E+125",
    // Reads.
    NoSuchIndex: "the table has the index that is read",
    ConsistentGlobalIndex: "a global index is read with eventual consistency",
    NotProjected: "a global index returns only attributes that it holds",
    LimitZero: "a limit is at least 1",
    SegmentRange: "a scan has 1 to 1,000,000 segments, and reads one of them",
    StartKeyShape: "a start key names exactly the key attributes of the table and of the index that is read",
    StartKeyOutside: "a start key lies inside what is read: its partition, its key condition, its segment",
    // Many items.
    BatchEmpty: "a batch has at least one request, for each table that it names",
    BatchTooLong: "a batch reads at most 100 items or writes at most 25",
    BatchTableTwice: "a batch names each table once",
    BatchItemTwice: "a batch names each item once",
    TransactionEmpty: "a transaction has at least one action",
    TransactionTooLong: "a transaction has at most 100 actions",
    TransactionTooLarge: "a transaction has at most 4 MB",
    TransactionItemTwice: "a transaction has one action on an item",
    TokenLength: "a client request token has 1 to 36 characters",
    // Tables.
    TableName: "a table's or index's name has 3 to 255 letters, digits, `_`, `-` and `.`",
    KeyAttributeTwice: "a key attribute is declared with one type, and once in a key",
    LocalIndexNeedsSortKey: "a table with local indexes has a sort key",
    IndexCount: "a table has at most 5 local and 20 global indexes",
    IndexNameTwice: "a table's indexes have different names",
    IndexKeyCount: "a global index has 1 to 4 partition attributes and at most 4 sort attributes",
    IndexProjectionCount: "an index includes at least one attribute, and all indexes together at most 100",
    // Entities: rules of this library.
    KeyTemplateShape: "a composed key can be read back: its parts are delimited",
    KeyPartReserved: "a part of a composed key does not contain U+10FFFD, U+10FFFE or U+10FFFF",
    KeyPartSeparator: "a raw part of a composed key does not contain the separator",
    KeyPartWidth: "a number in a composed key has at most the digits that the key has room for",
    KeyPartType: "a part of a composed key has the type that the key declares",
    KeyPartMissing: "all parts of a composed primary key have values",
    KeyScope: "an entity whose keys have a scope is read and written through a repository with a scope",
    IndexPartUnknown: "an update that changes a part of an index's composed key gives the key's other parts, with `given`",
    IndexPartComputed: "a part of an index's composed key is set to a value or removed, not computed",
    ManagedAttribute: "an update does not change an attribute that the repository keeps: keys, version, times, type",
    RequiredMissing: "an upsert sets every attribute that the entity requires",
    VariantUpdate: "a change of one variant goes through that variant's own repository",
    NoIndexFits: "a `find` gives the partition attributes of the table or of an index by equality, or allows a scan",
    ScanDenied: "a repository that denies scans does those that are allowed with `allow_full_scan`",
    CursorScope: "a cursor that may show the key of another scope is sealed",
    PageWithoutKeys: "a read goes on inside of a page only if the repository says where its entities stand",
    BatchCheck: "a batch writes entities; a check, or an action as the store takes it, belongs in a transaction",
    UniqueTable: "a table with unique fields has a text as its partition key",
    UniqueComputed: "a unique field, and what it is unique within, is set to a value or removed, not computed",
    BatchCondition: "a batch write has no conditions: an entity with a version or a unique field is not sent in one, nor is a create",
    WriterEnded: "a batch writer takes no more after it failed",
    TableDiffers: "entities that share a table agree on its name, its key and its indexes",
    ValueEncoding: "a value can be stored",
    // What the service refused for a reason of its own.
    Service: "the service accepts the request",
}
