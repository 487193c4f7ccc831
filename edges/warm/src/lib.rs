//! Keeps the features of all dependencies the same while the house is being built; leaves before it lands.
