//! A mail server that does as it is told, at each verb: refuses, greylists, hangs up, falls silent, drips.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tempfile::NamedTempFile;
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::Notify,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

/// A place in the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Before anything is said.
    Greeting,
    /// The answer to `EHLO`.
    Ehlo,
    /// The answer to `STARTTLS`.
    StartTls,
    /// The answer to `AUTH`.
    Auth,
    /// The answer to `MAIL FROM`.
    Mail,
    /// The answer to `RCPT TO`.
    Rcpt,
    /// The answer to `DATA`.
    Data,
    /// While the text arrives.
    Text,
    /// The answer to the final dot.
    Dot,
}

/// What the server does there instead of what it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Answers this line.
    Say(&'static str),
    /// Closes without a word.
    Close,
    /// Resets the connection.
    Reset,
    /// Says nothing for as long as anybody waits.
    Silence,
    /// Begins an answer and never ends it.
    Drip,
    /// Takes the letter, and says so once it is [let go](SmtpSink::let_go).
    Hold,
}

/// How the server is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Greets {
    /// In plain text, offering nothing.
    #[default]
    Plainly,
    /// In plain text, offering STARTTLS and then a log-in.
    WithStartTls,
    /// By TLS from the first byte, offering a log-in.
    Privately,
}

/// What stands on a letter's envelope.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Envelope {
    /// To whom it goes back.
    pub from: String,
    /// Whom it is for.
    pub to: String,
}

#[derive(Default)]
struct State {
    moves: VecDeque<(Verb, Act)>,
    letters: Vec<String>,
    envelopes: Vec<Envelope>,
    connections: usize,
    /// Who logged in, as they said it.
    logins: Vec<String>,
}

/// The server; it lives as long as the test.
#[derive(Clone)]
pub struct SmtpSink {
    /// Where it listens, with the authority that signs for it.
    pub url: String,
    state: Arc<Mutex<State>>,
    greets: Greets,
    pause: Duration,
    tls: TlsAcceptor,
    held: Arc<Notify>,
    _authority: Arc<NamedTempFile>,
}

impl SmtpSink {
    /// Listens on a free port and makes these moves, each once; beside them it takes everything.
    pub async fn open(moves: impl IntoIterator<Item = (Verb, Act)>) -> Self {
        Self::greeting(Greets::Plainly, Duration::ZERO, moves).await
    }

    /// Like [`SmtpSink::open`], met in another way, and with a pause before each answer.
    pub async fn greeting(greets: Greets, pause: Duration, moves: impl IntoIterator<Item = (Verb, Act)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("a bound socket").port();
        let (tls, authority) = certificate();
        let state = State { moves: moves.into_iter().collect(), ..State::default() };
        let ca = authority.path().display();
        let url = match greets {
            Greets::Plainly => format!("smtp://127.0.0.1:{port}"),
            Greets::WithStartTls => format!("smtp://mulin:se%3Acret@localhost:{port}?ca={ca}"),
            Greets::Privately => format!("smtps://mulin:se%3Acret@localhost:{port}?ca={ca}"),
        };
        let sink =
            Self { url, state: Arc::new(Mutex::new(state)), greets, pause, tls, held: Arc::default(), _authority: Arc::new(authority) };
        let everything = sink.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                everything.lock().connections += 1;
                tokio::spawn(everything.clone().meet(socket));
            }
        });
        sink
    }

    /// The letters that it keeps, whatever it said about them.
    pub fn letters(&self) -> Vec<String> {
        self.lock().letters.clone()
    }

    /// The envelopes of the letters that it keeps.
    pub fn envelopes(&self) -> Vec<Envelope> {
        self.lock().envelopes.clone()
    }

    /// Lets the letter go that is held.
    pub fn let_go(&self) {
        self.held.notify_one();
    }

    /// How many connections were opened.
    pub fn connections(&self) -> usize {
        self.lock().connections
    }

    /// Who logged in, as they said it.
    pub fn logins(&self) -> Vec<String> {
        self.lock().logins.clone()
    }

    /// Whether every move was made.
    pub fn has_made_all_moves(&self) -> bool {
        self.lock().moves.is_empty()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn act(&self, verb: Verb) -> Option<Act> {
        let mut state = self.lock();
        let next = state.moves.front().filter(|(at, _)| *at == verb)?.1;
        state.moves.pop_front();
        Some(next)
    }

    async fn meet(self, socket: TcpStream) -> std::io::Result<()> {
        socket.set_nodelay(true)?;
        match self.greets {
            Greets::Privately => {
                let private = self.tls.accept(socket).await?;
                Conversation { io: BufReader::new(private), sink: self, private: true }.hold().await.map(drop)
            }
            _ => {
                let plain = Conversation { io: BufReader::new(socket), sink: self.clone(), private: false };
                let Some(socket) = plain.hold().await? else { return Ok(()) };
                let private = self.tls.accept(socket.into_inner()).await?;
                Conversation { io: BufReader::new(private), sink: self, private: true }.go_on().await.map(drop)
            }
        }
    }
}

/// A certificate for this host, and the file of the authority that signs for it: itself.
fn certificate() -> (TlsAcceptor, NamedTempFile) {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let authority = tempfile::Builder::new().suffix(".pem").tempfile().expect("a file");
    std::fs::write(authority.path(), cert.pem()).expect("room for a certificate");
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|config| config.with_no_client_auth().with_single_cert(vec![cert.der().clone()], key))
        .expect("a usable certificate");
    (TlsAcceptor::from(Arc::new(config)), authority)
}

/// A stream that can be reset.
trait Resets {
    fn reset(&self);
}

impl Resets for TcpStream {
    fn reset(&self) {
        // Nothing is sent any more, not even that it is over.
        let _ = self.set_zero_linger();
    }
}

impl Resets for tokio_rustls::server::TlsStream<TcpStream> {
    fn reset(&self) {
        self.get_ref().0.reset();
    }
}

/// What stands between the angle brackets.
fn address(line: &str) -> String {
    line.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}

struct Conversation<S> {
    io: BufReader<S>,
    sink: SmtpSink,
    private: bool,
}

impl<S: AsyncRead + AsyncWrite + Resets + Unpin> Conversation<S> {
    /// From the greeting to the end, or to the point where it becomes private.
    async fn hold(mut self) -> std::io::Result<Option<BufReader<S>>> {
        if !self.answer(Verb::Greeting, "220 sink").await? {
            return Ok(None);
        }
        self.go_on().await
    }

    async fn go_on(mut self) -> std::io::Result<Option<BufReader<S>>> {
        let (mut line, mut envelope) = (String::new(), Envelope::default());
        while self.read(&mut line).await? {
            let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
            let goes_on = match verb.as_str() {
                "EHLO" => {
                    let offer = self.offer();
                    self.answer(Verb::Ehlo, &format!("250-sink\r\n{offer}250 8BITMIME")).await?
                }
                "STAR" => match self.sink.act(Verb::StartTls) {
                    Some(act) => self.misbehave(act).await?,
                    None => {
                        self.say("220 go ahead").await?;
                        return Ok(Some(self.io));
                    }
                },
                "AUTH" => {
                    self.sink.lock().logins.push(line.trim().to_owned());
                    self.answer(Verb::Auth, "235 welcome").await?
                }
                "MAIL" => {
                    envelope.from = address(&line);
                    self.answer(Verb::Mail, "250 ok").await?
                }
                "RCPT" => {
                    envelope.to = address(&line);
                    self.answer(Verb::Rcpt, "250 ok").await?
                }
                "DATA" => self.take(&envelope).await?,
                _ => self.say("250 ok").await.map(|()| true)?,
            };
            if !goes_on {
                break;
            }
        }
        Ok(None)
    }

    fn offer(&self) -> &'static str {
        match (self.sink.greets, self.private) {
            (Greets::Plainly, _) => "",
            (_, true) => "250-AUTH PLAIN LOGIN\r\n",
            (_, false) => "250-STARTTLS\r\n",
        }
    }

    /// The text, up to its dot.
    async fn take(&mut self, envelope: &Envelope) -> std::io::Result<bool> {
        match self.sink.act(Verb::Data) {
            Some(Act::Say(line)) => return self.say(line).await.map(|()| true),
            Some(act) => return self.misbehave(act).await,
            None => self.say("354 go on").await?,
        }
        let (mut letter, mut line) = (String::new(), String::new());
        while self.read(&mut line).await? {
            if let Some(act) = self.sink.act(Verb::Text) {
                return self.misbehave(act).await;
            }
            if line == ".\r\n" {
                let next = self.sink.act(Verb::Dot);
                // Whatever it says, it has the letter, unless it refuses it.
                if !matches!(next, Some(Act::Say(refusal)) if !refusal.starts_with('2')) {
                    let mut state = self.sink.lock();
                    state.letters.push(letter);
                    state.envelopes.push(envelope.clone());
                }
                return match next {
                    Some(act) => self.misbehave(act).await,
                    None => self.say("250 taken as 4711").await.map(|()| true),
                };
            }
            letter.push_str(&line);
        }
        Ok(false)
    }

    async fn read(&mut self, line: &mut String) -> std::io::Result<bool> {
        line.clear();
        Ok(self.io.read_line(line).await? > 0)
    }

    /// Answers as it should, or as it was told to; false if the conversation is over.
    async fn answer(&mut self, verb: Verb, proper: &str) -> std::io::Result<bool> {
        match self.sink.act(verb) {
            Some(act) => self.misbehave(act).await,
            None => self.say(proper).await.map(|()| true),
        }
    }

    async fn misbehave(&mut self, act: Act) -> std::io::Result<bool> {
        match act {
            Act::Say(line) => return self.say(line).await.map(|()| !line.starts_with("421")),
            Act::Close => {}
            Act::Reset => self.io.get_ref().reset(),
            Act::Silence => std::future::pending().await,
            Act::Hold => {
                self.sink.held.notified().await;
                return self.say("250 taken as 4711").await.map(|()| true);
            }
            Act::Drip => loop {
                self.io.write_all(b"250-").await?;
                self.io.write_all(b"wait\r\n").await?;
                tokio::time::sleep(Duration::from_millis(20)).await;
            },
        }
        Ok(false)
    }

    async fn say(&mut self, line: &str) -> std::io::Result<()> {
        tokio::time::sleep(self.sink.pause).await;
        self.io.write_all(format!("{line}\r\n").as_bytes()).await?;
        self.io.flush().await
    }
}
