//! A store from the ordinary AWS configuration.

use crate::{
    DynamoDbStore,
    blocking::{Blocking, Origin},
    runtime::OwnRuntime,
};
use aws_config::{BehaviorVersion, SdkConfig};
use aws_sdk_dynamodb::{
    Client,
    config::{Region, SharedCredentialsProvider},
};

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
        Self::load(None).await
    }

    /// As [`from_env`](Self::from_env), but for one endpoint: DynamoDB Local, or a compatible service.
    ///
    /// ```no_run
    /// # async fn example() {
    /// let store = twintable_dynamodb::DynamoDbStore::from_env_with_endpoint("http://localhost:8000").await;
    /// # }
    /// ```
    pub async fn from_env_with_endpoint(url: impl Into<String>) -> Self {
        Self::load(Some(url.into())).await
    }

    async fn load(endpoint: Option<String>) -> Self {
        let runtime = OwnRuntime::default();
        let elsewhere = if OwnRuntime::is_needed() {
            runtime.run(Box::pin(config(endpoint.clone()))).await.ok()
        } else {
            None
        };
        let config = match elsewhere {
            Some(config) => config,
            // In place, also where no thread can be started: few sources of the configuration need one.
            None => config(endpoint).await,
        };
        let client = Client::new(&config);
        let blocking = Blocking::on(runtime, Origin::LikeFromEnvironment(client.clone()));
        Self::over(client, blocking)
    }
}

async fn config(endpoint: Option<String>) -> SdkConfig {
    let loader = aws_config::defaults(BehaviorVersion::latest());
    match endpoint {
        Some(url) => loader.endpoint_url(url).load().await,
        None => loader.load().await,
    }
}

/// Credentials from the ordinary sources, with connections of their own.
pub(crate) async fn credentials(region: Option<Region>) -> Option<SharedCredentialsProvider> {
    // The default region would be looked up again.
    let loader = aws_config::defaults(BehaviorVersion::latest()).region(region);
    loader.load().await.credentials_provider()
}
