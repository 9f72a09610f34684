//! Edits an MP4 box by box; what stands in the media is found again afterwards.

/// A box: its name, what stands before its children, and the children or the rest.
pub(crate) struct Atom {
    pub(crate) kind: [u8; 4],
    pub(crate) body: Vec<u8>,
    pub(crate) inside: Vec<Atom>,
}

/// A film as boxes.
pub(crate) struct Mp4 {
    pub(crate) atoms: Vec<Atom>,
    media_at: usize,
}

/// Boxes that hold boxes, and how many bytes stand before those.
const HOLDING: [(&[u8; 4], usize); 9] = [
    (b"moov", 0),
    (b"trak", 0),
    (b"edts", 0),
    (b"mdia", 0),
    (b"minf", 0),
    (b"stbl", 0),
    (b"stsd", 8),
    (b"avc1", 78),
    (b"mp4a", 28),
];

impl Atom {
    pub(crate) fn new(kind: [u8; 4], body: Vec<u8>) -> Self {
        Self { kind, body, inside: Vec::new() }
    }

    fn length(&self) -> usize {
        8 + self.body.len() + self.inside.iter().map(Self::length).sum::<usize>()
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend((self.length() as u32).to_be_bytes());
        out.extend(self.kind);
        out.extend(&self.body);
        self.inside.iter().for_each(|atom| atom.write(out));
    }

    /// Finds the first box of this name, this one included.
    pub(crate) fn find(&mut self, kind: [u8; 4]) -> Option<&mut Atom> {
        if self.kind == kind {
            return Some(self);
        }
        self.inside.iter_mut().find_map(|atom| atom.find(kind))
    }

    /// Replaces bytes of the body.
    pub(crate) fn patch(&mut self, at: usize, bytes: &[u8]) {
        if let Some(place) = self.body.get_mut(at..at + bytes.len()) {
            place.copy_from_slice(bytes);
        }
    }

    /// Reads a big-endian number of the body.
    pub(crate) fn number(&self, at: usize) -> Option<u32> {
        let bytes = self.body.get(at..at + 4)?;
        Some(u32::from_be_bytes(bytes.try_into().ok()?))
    }
}

impl Mp4 {
    /// Takes a film apart.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let atoms = parse(bytes)?;
        let media_at = place_of_media(&atoms)?;
        Some(Self { atoms, media_at })
    }

    /// Puts it together; chunk offsets follow the media to where it stands now.
    pub(crate) fn write(mut self) -> Option<Vec<u8>> {
        let moved = i64::try_from(place_of_media(&self.atoms)?).ok()?
            - i64::try_from(self.media_at).ok()?;
        for atom in &mut self.atoms {
            follow(atom, moved);
        }
        let mut out = Vec::new();
        self.atoms.iter().for_each(|atom| atom.write(&mut out));
        Some(out)
    }

    /// Returns the box of this name that stands outermost.
    pub(crate) fn outer(&mut self, kind: [u8; 4]) -> Option<&mut Atom> {
        self.atoms.iter_mut().find(|atom| atom.kind == kind)
    }

    /// Returns the track whose handler has this name: `vide` or `soun`.
    pub(crate) fn track(&mut self, handler: [u8; 4]) -> Option<&mut Atom> {
        let moov = self.outer(*b"moov")?;
        let is_it = |track: &mut Atom| {
            track
                .find(*b"hdlr")
                .is_some_and(|hdlr| hdlr.body.get(8..12) == Some(handler.as_slice()))
        };
        moov.inside
            .iter_mut()
            .find_map(|atom| (atom.kind == *b"trak" && is_it(atom)).then_some(atom))
    }

    /// Returns kilobits a second of the pictures, from the table of sample sizes.
    pub(crate) fn kbps(&mut self, seconds: f64) -> Option<f64> {
        let sizes = self.track(*b"vide")?.find(*b"stsz")?;
        let count = sizes.number(8)? as usize;
        let all: f64 = match sizes.number(4)? {
            0 => (0..count).filter_map(|at| sizes.number(12 + at * 4)).map(f64::from).sum(),
            each => f64::from(each) * count as f64,
        };
        Some(all * 8.0 / 1000.0 / seconds)
    }
}

fn follow(atom: &mut Atom, moved: i64) {
    /// Version, flags and the number of entries.
    const COUNT: usize = 8;
    if atom.kind == *b"stco" {
        let length = atom.body.len();
        let (head, offsets) = atom.body.split_at_mut(COUNT.min(length));
        debug_assert_eq!(head.len(), COUNT, "a table of offsets begins with its count");
        for offset in offsets.as_chunks_mut::<4>().0 {
            let there = i64::from(u32::from_be_bytes(*offset)) + moved;
            *offset = (there as u32).to_be_bytes();
        }
    }
    atom.inside.iter_mut().for_each(|inner| follow(inner, moved));
}

fn place_of_media(atoms: &[Atom]) -> Option<usize> {
    let at = atoms.iter().position(|atom| atom.kind == *b"mdat")?;
    Some(atoms.iter().take(at).map(Atom::length).sum::<usize>() + 8)
}

fn parse(mut bytes: &[u8]) -> Option<Vec<Atom>> {
    let mut atoms = Vec::new();
    while !bytes.is_empty() {
        let length = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?) as usize;
        let kind: [u8; 4] = bytes.get(4..8)?.try_into().ok()?;
        let body = bytes.get(8..length)?;
        let held = HOLDING.iter().find(|(name, _)| **name == kind);
        atoms.push(match held.and_then(|(_, before)| body.split_at_checked(*before)) {
            Some((before, rest)) => Atom { kind, body: before.to_vec(), inside: parse(rest)? },
            None => Atom::new(kind, body.to_vec()),
        });
        bytes = bytes.get(length..)?;
    }
    Some(atoms)
}
