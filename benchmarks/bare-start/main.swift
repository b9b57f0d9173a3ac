// What the start of `tocsin` is measured against: a program that links the same libraries and does
// nothing with them.
import TocsinCommands
