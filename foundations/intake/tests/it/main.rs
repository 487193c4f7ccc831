//! Foreign files as they come: other encodings, other formats, cut off, hostile, random.

mod hostile;
mod real_files;
mod workbooks;
