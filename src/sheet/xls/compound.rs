//! The compound file in which old Office documents lie: a small file system of sectors.

use super::{long, short};
use crate::message::Message;

const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const HEADER: usize = 512;

/// The sectors of a file with the chains that they form.
struct Sectors<'b> {
    bytes: &'b [u8],
    size: usize,
    next: Vec<u32>,
}

/// A file listed in the directory.
struct Listed {
    name: String,
    start: u32,
    size: usize,
}

/// The first stream of one of these names.
pub fn stream(bytes: &[u8], names: &[&str]) -> Result<Vec<u8>, Message> {
    read(bytes, names).unwrap_or(Err(Message::BrokenArchive))
}

/// `None` where the file is broken.
fn read(bytes: &[u8], names: &[&str]) -> Option<Result<Vec<u8>, Message>> {
    let size = 1usize.checked_shl(u32::from(short(bytes, 30)?))?;
    let small_size = 1usize.checked_shl(u32::from(short(bytes, 32)?))?;
    if !(128..=4096).contains(&size) || !(8..=size).contains(&small_size) {
        return None;
    }
    let mut sectors = Sectors {
        bytes,
        size,
        next: Vec::new(),
    };
    sectors.next = sectors.table()?;
    let directory = sectors.chain(long(bytes, 48)?)?;
    let listed: Vec<Listed> = directory.chunks_exact(128).filter_map(entry).collect();
    if listed.iter().any(|entry| entry.name == "EncryptedPackage") {
        return Some(Err(Message::LockedWorkbook));
    }
    let Some(found) = names
        .iter()
        .find_map(|name| listed.iter().find(|entry| entry.name == *name))
    else {
        return Some(Err(Message::NotAWorkbook));
    };
    let small_below = long(bytes, 56)? as usize;
    let mut stream = if found.size < small_below {
        // Small streams lie in sectors of their own, within the stream of the root.
        let root = listed.iter().find(|entry| entry.name == "Root Entry")?;
        let within = sectors.chain(root.start)?;
        let table = sectors.chain(long(bytes, 60)?)?;
        let small = Sectors {
            bytes: &within,
            size: small_size,
            next: table
                .chunks_exact(4)
                .filter_map(|next| long(next, 0))
                .collect(),
        };
        small.chain_from(found.start, 0)?
    } else {
        sectors.chain(found.start)?
    };
    if stream.len() < found.size {
        return None;
    }
    stream.truncate(found.size);
    Some(Ok(stream))
}

fn entry(bytes: &[u8]) -> Option<Listed> {
    let length = usize::from(short(bytes, 64)?).saturating_sub(2).min(62);
    let units: Vec<u16> = bytes[..length]
        .chunks_exact(2)
        .filter_map(|unit| short(unit, 0))
        .collect();
    Some(Listed {
        name: String::from_utf16_lossy(&units),
        start: long(bytes, 116)?,
        size: long(bytes, 120)? as usize,
    })
}

impl Sectors<'_> {
    /// What sector follows which: the table lies in sectors that the header lists, and in a chain of lists.
    fn table(&self) -> Option<Vec<u32>> {
        let mut places: Vec<u32> = (0..109)
            .filter_map(|index| long(self.bytes, 76 + index * 4))
            .collect();
        let mut list = long(self.bytes, 68)?;
        let most = self.bytes.len() / self.size + 1;
        for _ in 0..most {
            if list >= END_OF_CHAIN {
                break;
            }
            let sector = self.sector(list, HEADER)?;
            places.extend(sector.chunks_exact(4).filter_map(|place| long(place, 0)));
            list = places.pop()?;
        }
        let mut next = Vec::new();
        for place in places.into_iter().filter(|place| *place < END_OF_CHAIN - 1) {
            if next.len() > most {
                break;
            }
            let sector = self.sector(place, HEADER)?;
            next.extend(sector.chunks_exact(4).filter_map(|next| long(next, 0)));
        }
        Some(next)
    }

    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        self.chain_from(start, HEADER)
    }

    /// The bytes of a chain of sectors; one that runs in a circle is broken.
    fn chain_from(&self, start: u32, header: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut place = start;
        while place < END_OF_CHAIN {
            if bytes.len() > self.bytes.len() + self.size {
                return None;
            }
            bytes.extend_from_slice(self.sector(place, header)?);
            place = *self.next.get(place as usize)?;
        }
        Some(bytes)
    }

    /// A sector; the last one of a file may be cut short.
    fn sector(&self, place: u32, header: usize) -> Option<&[u8]> {
        // With sectors of 4096 bytes the header fills one whole sector.
        let header = if header == 0 {
            0
        } else {
            self.size.max(header)
        };
        let start = (place as usize)
            .checked_mul(self.size)?
            .checked_add(header)?;
        let end = (start + self.size).min(self.bytes.len());
        self.bytes
            .get(start..end)
            .filter(|sector| !sector.is_empty())
    }
}
