#include "run/reuse/verify_run.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "core/counted.hpp"
#include "core/decimal.hpp"
#include "core/error.hpp"
#include "core/units.hpp"
#include "model/table.hpp"
#include "run/prepare/hash_inputs.hpp"
#include "run/reuse/read_manifest.hpp"
#include "store/folder_files.hpp"
#include "store/standing_run.hpp"
#include "store/tally_file.hpp"

namespace covmap::run {

namespace {

namespace fs = std::filesystem;
using Manifest = nlohmann::ordered_json;

constexpr const char* kManifest = "manifest.json";
constexpr const char* kTally = "tally.covt";

/// A name may come from anybody's manifest: it leads nowhere else, and no part of it is a link.
bool is_file_inside(const std::string& folder, const std::string& name) {
    const fs::path path(name);
    if (name.empty() || path.is_absolute()) return false;
    fs::path walked(folder);
    for (const fs::path& part : path) {
        walked /= part;
        if (part.empty() || part == "." || part == ".." || fs::is_symlink(fs::symlink_status(walked))) return false;
    }
    return fs::is_regular_file(fs::symlink_status(walked));
}

/// Names of the files that the manifest lists, and of those that it has hashes of.
std::set<std::string> names_in(const Manifest& manifest) {
    std::set<std::string> names;
    for (const auto& name : manifest.at("files")) names.insert(name.get<std::string>());
    if (manifest.contains("hashes"))
        for (const auto& [name, hash] : manifest["hashes"].get_ref<const Manifest::object_t&>()) names.insert(name);
    return names;
}

void check_file(const std::string& folder, const std::string& name, const Manifest& manifest, Verification& found) {
    const std::string path = folder + "/" + name;
    if (!is_file_inside(folder, name)) {
        const bool there = fs::symlink_status(path).type() != fs::file_type::not_found;
        found.findings.push_back(there ? VerifyFinding{"no-file", name, "is a link, a folder or a device, or leads elsewhere"}
                                       : VerifyFinding{"missing", name, "is not there any more"});
        return;
    }
    const auto hashes = manifest.find("hashes");
    if (hashes == manifest.end() || !hashes->contains(name)) return;  // the manifest itself, timings
    const auto bytes = hashes->at(name).at("bytes").get<std::uint64_t>();
    try {
        const FileHash hash = hash_file(path);
        ++found.files;
        found.bytes += hash.bytes;
        if (hash.bytes != bytes)
            found.findings.push_back(
                {"changed", name, "has " + core::counted(hash.bytes, "byte") + ", and had " + std::to_string(bytes)});
        else if (hash.sha256 != hashes->at(name).at("sha256").get<std::string>())
            found.findings.push_back({"changed", name, "holds other bytes than it did"});
    } catch (const core::Error& error) {
        if (error.kind() != core::ErrorKind::input) throw;
        found.findings.push_back({"unreadable", name, error.message()});
    }
}

/// Adds up one account, of texts of exact decimals.
void check_account(const std::string& file, const std::string& what, const std::vector<std::string>& parts,
                   const std::string& whole, int scale, Verification& found) {
    ++found.accounts;
    const std::optional<std::int64_t> total = core::parse_decimal(whole, scale);
    std::int64_t sum = 0;
    std::string told;
    bool adds_up = total.has_value();
    for (const std::string& part : parts) {
        const std::optional<std::int64_t> value = core::parse_decimal(part, scale);
        adds_up = adds_up && value && !__builtin_add_overflow(sum, *value, &sum);
        told += (told.empty() ? "" : " + ") + part;
    }
    if (!adds_up || sum != *total) found.findings.push_back({"account", file, what + ": " + told + " is not " + whole});
}

void check_accounts(const std::string& file, const Manifest& manifest, Verification& found) {
    const auto text = [](const Manifest& at, const std::string& key) { return at.at(key).get<std::string>(); };
    for (const Manifest& b : manifest.at("balance"))
        check_account(file, text(b, "attribute"), {text(b, "inside"), text(b, "outside")}, text(b, "total"), core::kWeightScale,
                      found);
    for (const Manifest& zones : manifest.at("zones"))
        for (const auto& [measure, failing] : zones.at("failing").items())
            check_account(file, "zones " + text(zones, "name") + ", " + measure,
                          {text(zones.at("in_zones"), measure), text(zones.at("scattered"), measure),
                           text(zones.at("uninhabited"), measure)},
                          failing.get<std::string>(), measure == "area_km2" ? core::kAreaScale : core::kWeightScale, found);
}

/// What all territories hold together: each attribute, then the area. Error, input: a sum of over 63 bits.
std::vector<std::int64_t> sums_of(const core::TallyReader& tally, const std::string& path) {
    std::vector<std::int64_t> sums(tally.stride(), 0);
    tally.for_each([&](const core::TerritoryTally& rows) {
        for (std::size_t i = 0; i < rows.values.size(); ++i)
            if (std::int64_t& sum = sums[i % sums.size()]; __builtin_add_overflow(sum, rows.values[i], &sum))
                throw core::Error(core::ErrorKind::input, path, "a sum of its rows exceeds 63 bits");
    });
    return sums;
}

/// Holds the rows of a tally against the people that the manifest says are inside.
void check_tally(const std::string& path, const std::string& name, const Manifest& manifest, Verification& found) {
    const store::TallyFile tally = store::open_tally(path);
    const std::vector<std::int64_t> sums = sums_of(*tally.reader, path);
    std::vector<std::string> attributes;
    for (const core::Attribute& attribute : tally.model.attributes) attributes.push_back(attribute.name);
    for (const Manifest& b : manifest.at("balance")) {
        const auto attribute = b.at("attribute").get<std::string>();
        const auto at = std::find(attributes.begin(), attributes.end(), attribute);
        if (at == attributes.end()) {
            found.findings.push_back({"account", name, attribute + " is in the balance of the manifest, and not in the tally"});
            continue;
        }
        const std::int64_t sum = sums[static_cast<std::size_t>(at - attributes.begin())];
        check_account(name, attribute + ", the rows of the tally against «inside» of the manifest",
                      {model::decimal_text(sum, core::kWeightScale)}, b.at("inside").get<std::string>(), core::kWeightScale,
                      found);
    }
    if (manifest.at("balance").size() != attributes.size())
        found.findings.push_back({"account", name, "has other attributes than the balance of the manifest"});
    check_account(name, "area outside every territory, in the tally and in the manifest",
                  {model::decimal_text(tally.model.outside_area, core::kAreaScale)},
                  manifest.at("outside_area_km2").get<std::string>(), core::kAreaScale, found);
}

/// A manifest and the tally beside it; `inside`: the folder of both, from the run's, empty or with a slash at its end.
void check_figures(const std::string& folder, const std::string& inside, const Manifest& manifest, Verification& found) {
    check_accounts(inside + kManifest, manifest, found);
    const std::string name = inside + kTally;
    const bool is_told = std::any_of(found.findings.begin(), found.findings.end(),
                                     [&](const VerifyFinding& finding) { return finding.file == name; });
    if (is_told || !is_file_inside(folder, name)) return;
    try {
        check_tally(folder + "/" + name, name, manifest, found);
    } catch (const core::Error& error) {
        if (error.kind() != core::ErrorKind::input) throw;
        found.findings.push_back({"unreadable", name, error.message()});
    }
}

/// A run inside, of another set of territories.
void check_inner(const std::string& folder, const std::string& name, Verification& found) {
    if (name == kManifest || fs::path(name).filename() != kManifest || !is_file_inside(folder, name)) return;
    const std::string inside = fs::path(name).parent_path().string();
    try {
        with_manifest(folder + "/" + inside, [&](const Manifest& inner) { check_figures(folder, inside + "/", inner, found); });
    } catch (const core::Error& error) {
        found.findings.push_back({"account", name, error.message()});
    }
}

}  // namespace

Verification verify_run(const std::string& given) {
    const std::string folder = store::standing_run(given);
    return with_manifest(folder, [&](const Manifest& manifest) {
        if (!manifest.contains("hashes"))
            throw core::Error(core::ErrorKind::input, folder,
                              "holds no hashes: it was made by a covmap that kept none; run its job again with --overwrite");
        Verification found;
        found.job = manifest.at("job").at("path").get<std::string>();
        const std::set<std::string> names = names_in(manifest);
        for (const std::string& name : names) check_file(folder, name, manifest, found);
        check_figures(folder, "", manifest, found);
        for (const std::string& name : names) check_inner(folder, name, found);
        for (const std::string& name : store::files_below(folder))
            if (!names.contains(name)) found.others.push_back(name);
        return found;
    });
}

std::vector<VerifyFinding> changed_files(const std::string& folder, const std::string& beginning) {
    return with_manifest(folder, [&](const Manifest& manifest) {
        Verification found;
        if (!manifest.contains("hashes")) return found.findings;
        for (const std::string& name : names_in(manifest))
            if (name.starts_with(beginning)) check_file(folder, name, manifest, found);
        return found.findings;
    });
}

}  // namespace covmap::run
