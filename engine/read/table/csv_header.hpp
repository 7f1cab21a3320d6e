// Where the header of a CSV stands, when titles come before it. Private to the room.
#pragma once

#include <cstdint>
#include <string_view>

namespace covmap::read {

/// The line, from 0, in which the table's header stands, within the first lines of a file. It is the first line, unless lines
/// after that have other numbers of fields and a later line looks like a header: texts, no numbers, at least twice as many as any
/// line above it has, and all lines below it have its number of fields. Lines of fields that hold line ends count as several:
/// such a table has its header in the first.
std::uint64_t header_line(std::string_view head);

}  // namespace covmap::read
