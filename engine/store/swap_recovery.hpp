// What killed runs left beside a folder: finished, rolled back or removed by the next writer. Private to the room.
#pragma once

#include <string>
#include <vector>

namespace covmap::store {

/// Finishes or rolls back the swap that the marker of `target` tells of, then removes the folders of killed runs into `target`.
/// Only folders beside `target`, of our form of name, that are no links and hold a run of ours or say whose they are; all else is
/// left and told in the lines returned, for people, with the command that removes it. Errors, kind output, where = `given`: a
/// process is writing there; a swap that cannot be judged here (of another host, or where no locks can be asked), with the
/// commands to finish it. Throws std::system_error.
std::vector<std::string> recover_swap(const std::string& target, const std::string& given);

}  // namespace covmap::store
