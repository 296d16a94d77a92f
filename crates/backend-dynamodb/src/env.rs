//! A store from the ordinary AWS configuration.

use crate::DynamoDbStore;
use aws_config::{BehaviorVersion, ConfigLoader};
use aws_sdk_dynamodb::Client;

impl DynamoDbStore {
    /// A store on the ordinary AWS configuration: environment, profile, container or instance metadata.
    ///
    /// An endpoint that the configuration names is used: `AWS_ENDPOINT_URL_DYNAMODB`, `AWS_ENDPOINT_URL`, or
    /// `endpoint_url` in the profile. Plain HTTP is spoken only where such an endpoint says `http://`.
    /// Nothing is sent: a configuration without credentials or a region shows with the first operation.
    /// Profiles that sign in through IAM Identity Center need the feature `sso`.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example() {
    /// let store = twintable_dynamodb::DynamoDbStore::from_env().await;
    /// # }
    /// ```
    pub async fn from_env() -> Self {
        Self::load(aws_config::defaults(BehaviorVersion::latest())).await
    }

    /// As [`from_env`](Self::from_env), but for one endpoint: DynamoDB Local, or a compatible service.
    ///
    /// ```no_run
    /// # async fn example() {
    /// let store = twintable_dynamodb::DynamoDbStore::from_env_with_endpoint("http://localhost:8000").await;
    /// # }
    /// ```
    pub async fn from_env_with_endpoint(url: impl Into<String>) -> Self {
        Self::load(aws_config::defaults(BehaviorVersion::latest()).endpoint_url(url)).await
    }

    async fn load(loader: ConfigLoader) -> Self {
        Self::new(Client::new(&loader.load().await))
    }
}
