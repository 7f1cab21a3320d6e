// A job as JSON: its effective parameters, for the manifest and the tally. Private to the room.
#pragma once

#include <nlohmann/json.hpp>

#include "model/job/job.hpp"

namespace covmap::store {

using Json = nlohmann::ordered_json;

/// Everything that the job says or implies, names as in the job file, paths as given; no resolved path, folder or line number,
/// so that it is free of the machine. store/tally_model.hpp turns it back into a job.
Json job_json(const model::Job& job);

/// An array, each item encoded.
template <class Items, class Encode>
Json array_json(const Items& items, Encode encode) {
    Json out = Json::array();
    for (const auto& item : items) out.push_back(encode(item));
    return out;
}

Json text_json(const core::Text& text);
Json source_info_json(const model::SourceInfo& info);

/// Pretty, or on one line where `indent` is -1. Bytes that are not UTF-8 become U+FFFD.
std::string dumped(const Json& json, int indent);

}  // namespace covmap::store
