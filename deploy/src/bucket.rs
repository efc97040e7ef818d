//! Files in a store of objects that speaks S3, such as MinIO, Ceph, Aliyun OSS or Tencent COS: for those whose processes share no folder.

use std::time::Duration;

use anyhow::{Context, bail};
use async_trait::async_trait;
use mulin_entity::kernel::{
    Failure, Result,
    files::{Files, Place, Shelf},
};
use mulin_worker::channels::{Http, Reach};
use percent_encoding::percent_decode_str;
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use rusty_s3::{
    Bucket as Name, Credentials, S3Action, UrlStyle,
    actions::{DeleteObject, GetObject, ListObjectsV2, PutObject},
};
use url::Url;
use uuid::Uuid;

/// How long a signature is good: each is used at once, and clocks differ.
const SIGNED_FOR: Duration = Duration::from_secs(300);
/// How long a store may take. Somebody waits with a unit of work open.
const PATIENCE: Duration = Duration::from_secs(10);
/// Where stores look that have no regions.
const ANY_REGION: &str = "us-east-1";

/// One bucket of a store.
pub struct Bucket {
    name: Name,
    credentials: Credentials,
    client: Client,
}

impl Bucket {
    /// The bucket at `https://KEY:SECRET@HOST/BUCKET`. The query may name the `region`, and say `style=host` for stores that want the bucket
    /// in the host's name, as Aliyun's and Tencent's do.
    ///
    /// # Errors
    /// If a part is missing or unknown. The URL is a secret: no error shows it.
    pub fn open(url: &str) -> anyhow::Result<Self> {
        let url = Url::parse(url).context("MULIN_BUCKET is no URL")?;
        let plain = |part: &str| percent_decode_str(part).decode_utf8().map(String::from).context("MULIN_BUCKET has unreadable parts");
        let (key, secret) = (plain(url.username())?, plain(url.password().unwrap_or_default())?);
        let bucket = plain(url.path().trim_matches('/'))?;
        if key.is_empty() || secret.is_empty() || bucket.is_empty() || bucket.contains('/') {
            bail!("MULIN_BUCKET needs a key, a secret and a bucket: https://KEY:SECRET@HOST/BUCKET");
        }
        let (mut region, mut style) = (ANY_REGION.to_owned(), UrlStyle::Path);
        for (name, value) in url.query_pairs() {
            match (name.as_ref(), value.as_ref()) {
                ("region", value) => region = value.to_owned(),
                ("style", "host") => style = UrlStyle::VirtualHost,
                ("style", "path") => style = UrlStyle::Path,
                (name, _) => bail!("MULIN_BUCKET has {name}, which is none of: region, style=host, style=path"),
            }
        }
        let mut host = url.clone();
        // None of these can fail on a URL that has a host, which `Name::new` sees to.
        let _ = (host.set_username(""), host.set_password(None));
        host.set_path("/");
        host.set_query(None);
        let name = Name::new(host, style, bucket, region).context("MULIN_BUCKET names no host")?;
        let client = Http::new(Reach::Anywhere).context("no client for MULIN_BUCKET")?.client().clone();
        Ok(Self { name, credentials: Credentials::new(key, secret), client })
    }

    /// Sends what was signed. A store that is away or refuses is a dependency that does not answer, and the reader may try again; its own
    /// words go to the log.
    async fn ask(&self, request: RequestBuilder) -> Result<Option<Response>> {
        let response = request.timeout(PATIENCE).send().await.map_err(|error| Failure::unavailable(error.without_url()))?;
        match response.status() {
            status if status.is_success() => Ok(Some(response)),
            StatusCode::NOT_FOUND => Ok(None),
            status => {
                let told = response.text().await.unwrap_or_default();
                let code = told.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>")).map_or("", |(code, _)| code);
                Err(Failure::unavailable(format!("the store of files answers {status} {code}")))
            }
        }
    }

    /// The names that begin so, a thousand at a time until there are no more.
    async fn names(&self, prefix: &str) -> Result<Vec<String>> {
        let (mut names, mut after) = (Vec::new(), None);
        loop {
            let mut list = ListObjectsV2::new(&self.name, Some(&self.credentials));
            list.with_prefix(prefix);
            if let Some(token) = after.take() {
                list.with_continuation_token(token);
            }
            let Some(response) = self.ask(self.client.get(list.sign(SIGNED_FOR))).await? else { return Err(no_bucket()) };
            let text = response.text().await.map_err(|error| Failure::unavailable(error.without_url()))?;
            let page = ListObjectsV2::parse_response(&text).map_err(Failure::internal)?;
            names.extend(page.contents.into_iter().map(|object| object.key));
            match page.next_continuation_token {
                Some(token) => after = Some(token),
                None => return Ok(names),
            }
        }
    }

    async fn forget(&self, name: &str) -> Result<()> {
        let url = DeleteObject::new(&self.name, Some(&self.credentials), name).sign(SIGNED_FOR);
        self.ask(self.client.delete(url)).await.map(drop)
    }
}

#[async_trait]
impl Files for Bucket {
    async fn put(&self, place: Place, bytes: &[u8]) -> Result<()> {
        let name = place.name();
        let url = PutObject::new(&self.name, Some(&self.credentials), &name).sign(SIGNED_FOR);
        let kept = self.ask(self.client.put(url).body(bytes.to_vec())).await?;
        kept.map(drop).ok_or_else(no_bucket)
    }

    async fn get(&self, place: Place) -> Result<Vec<u8>> {
        let name = place.name();
        let url = GetObject::new(&self.name, Some(&self.credentials), &name).sign(SIGNED_FOR);
        let response = self.ask(self.client.get(url)).await?.ok_or_else(Failure::not_found)?;
        let bytes = response.bytes().await.map_err(|error| Failure::unavailable(error.without_url()))?;
        Ok(bytes.into())
    }

    async fn remove(&self, place: Place) -> Result<()> {
        self.forget(&place.name()).await
    }

    async fn remove_all(&self, community: Uuid) -> Result<()> {
        for name in self.names(&format!("{}/", community.simple())).await? {
            self.forget(&name).await?;
        }
        Ok(())
    }

    async fn list(&self, community: Uuid, shelf: Shelf) -> Result<Vec<Uuid>> {
        let names = self.names(&format!("{}/{}/", community.simple(), shelf.name())).await?;
        Ok(names.iter().filter_map(|name| Uuid::parse_str(name.rsplit('/').next()?).ok()).collect())
    }
}

fn no_bucket() -> Failure {
    Failure::unavailable("the store of files has no such bucket")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_is_named_by_one_url() {
        let url = |style| {
            let bucket =
                Bucket::open(&format!("https://key:se%2Fcret@oss-cn-beijing.aliyuncs.com/mulin?region=cn-beijing&style={style}")).unwrap();
            bucket.name.object_url("a/b").unwrap().to_string()
        };
        assert_eq!(url("host"), "https://mulin.oss-cn-beijing.aliyuncs.com/a/b");
        assert_eq!(url("path"), "https://oss-cn-beijing.aliyuncs.com/mulin/a/b");
        let minio = Bucket::open("http://key:secret@127.0.0.1:9000/mulin").unwrap();
        assert_eq!((minio.name.region(), minio.credentials.key(), minio.credentials.secret()), (ANY_REGION, "key", "secret"));
    }

    #[test]
    fn what_is_missing_or_unknown_is_told_without_the_secret() {
        for wrong in
            ["mulin", "https://host/mulin", "https://key@host/mulin", "https://key:geheim@host/", "https://key:geheim@host/a?zone=1"]
        {
            let told = format!("{:#}", Bucket::open(wrong).err().unwrap());
            assert!(told.contains("MULIN_BUCKET") && !told.contains("geheim"), "{told}");
        }
    }
}
