//! A mail server that does as it is told: takes, refuses, greylists, or falls silent after the final dot.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// What the server does with the next letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// Answers this line to RCPT.
    Rcpt(&'static str),
    /// Takes the text and answers this line.
    Dot(&'static str),
    /// Takes the text, keeps the letter, and closes without a word.
    SilentAfterDot,
    /// Closes in the middle of the text.
    CutInText,
    /// Greets with this line.
    Greet(&'static str),
}

#[derive(Default)]
struct State {
    moves: VecDeque<Move>,
    letters: Vec<String>,
    connections: usize,
}

/// The server; it lives as long as the test.
#[derive(Clone)]
pub struct SmtpSink {
    /// Where it listens.
    pub url: String,
    state: Arc<Mutex<State>>,
}

impl SmtpSink {
    /// Listens on a free port and makes these moves, one for each letter; then it takes everything.
    pub async fn open(moves: impl IntoIterator<Item = Move>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("smtp://{}", listener.local_addr().expect("a bound socket"));
        let state = Arc::new(Mutex::new(State { moves: moves.into_iter().collect(), ..State::default() }));
        let sink = Self { url, state };
        let everything = sink.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                everything.lock().connections += 1;
                tokio::spawn(talk(socket, everything.clone()));
            }
        });
        sink
    }

    /// The letters that it keeps, whatever it said about them.
    pub fn letters(&self) -> Vec<String> {
        self.lock().letters.clone()
    }

    /// How many connections were opened.
    pub fn connections(&self) -> usize {
        self.lock().connections
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn turn(&self, wanted: impl Fn(&Move) -> bool) -> Option<Move> {
        let mut state = self.lock();
        match state.moves.front() {
            Some(next) if wanted(next) => state.moves.pop_front(),
            _ => None,
        }
    }
}

async fn talk(socket: TcpStream, sink: SmtpSink) -> std::io::Result<()> {
    socket.set_nodelay(true)?;
    let mut socket = BufReader::new(socket);
    let greeting = match sink.turn(|next| matches!(next, Move::Greet(_))) {
        Some(Move::Greet(line)) => line,
        _ => "220 sink",
    };
    socket.write_all(format!("{greeting}\r\n").as_bytes()).await?;
    let mut line = String::new();
    let mut text: Option<String> = None;
    loop {
        line.clear();
        if socket.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        if let Some(letter) = &mut text {
            if sink.turn(|next| *next == Move::CutInText).is_some() {
                return Ok(());
            }
            if line != ".\r\n" {
                letter.push_str(&line);
                continue;
            }
            let letter = text.take().unwrap_or_default();
            match sink.turn(|next| matches!(next, Move::Dot(_) | Move::SilentAfterDot)) {
                Some(Move::SilentAfterDot) => {
                    sink.lock().letters.push(letter);
                    return Ok(());
                }
                Some(Move::Dot(answer)) => socket.write_all(format!("{answer}\r\n").as_bytes()).await?,
                _ => {
                    sink.lock().letters.push(letter);
                    socket.write_all(b"250 taken as 4711\r\n").await?;
                }
            }
            continue;
        }
        let answer = match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
            "EHLO" => "250-sink\r\n250 8BITMIME".to_owned(),
            "RCPT" => match sink.turn(|next| matches!(next, Move::Rcpt(_))) {
                Some(Move::Rcpt(answer)) => answer.to_owned(),
                _ => "250 ok".to_owned(),
            },
            "DATA" => {
                text = Some(String::new());
                "354 go on".to_owned()
            }
            _ => "250 ok".to_owned(),
        };
        socket.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}
