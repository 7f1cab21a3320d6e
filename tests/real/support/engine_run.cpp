#include "real/support/engine_run.hpp"

#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/paths.hpp"

namespace covmap::real {

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

/// A folder of this test's own, gone at the end.
struct Scratch {
    fs::path path;
    explicit Scratch(const std::string& name)
        : path(fs::temp_directory_path() / ("covmap-real-" + name + "-" + std::to_string(getpid()))) {
        fs::create_directories(path);
    }
    ~Scratch() { fs::remove_all(path); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
};

std::string job_text(const std::string& job) { return text_of(test::source_dir() + "/benchmarks/jobs/" + job + ".toml.in"); }

void write_text(std::string text, const std::string& data_folder, const fs::path& path) {
    const std::string folder = fs::absolute(data_folder).lexically_normal().string();
    for (std::size_t at = 0; (at = text.find("@DATA@", at)) != std::string::npos;) text.replace(at, 6, folder);
    std::ofstream(path) << text;
}

// «12.5» at scale 6 is 12500000.
long long quanta(const std::string& text, int scale) {
    return std::llround(std::strtold(text.c_str(), nullptr) * std::pow(10.0L, scale));
}

std::vector<std::string> split(const std::string& line, const std::string& separator) {
    std::vector<std::string> texts;
    std::size_t from = 0;
    for (std::size_t at = 0; (at = line.find(separator, from)) != std::string::npos; from = at + separator.size())
        texts.push_back(line.substr(from, at - from));
    texts.push_back(line.substr(from));
    return texts;
}

// code,signature,layers,…,area_km2 where only `code` and `layers` may be quoted, and only «known: …» holds commas.
std::vector<std::string> fields(const std::string& line) {
    std::vector<std::string> texts(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            texts.emplace_back();
        else
            texts.back() += c;
    }
    return texts;
}

void add(Counted& to, const std::vector<std::string>& row) {
    to.weights.resize(row.size() - 4);
    for (std::size_t a = 0; a < to.weights.size(); ++a) to.weights[a] += quanta(row[3 + a], 6);
    to.area += quanta(row.back(), 8);
    ++to.rows;
}

void read_tally(std::istream& in, EngineRun& run) {
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        const std::vector<std::string> row = fields(line);
        CountedTerritory& territory = run.territories[row.front()];
        add(territory.whole, row);
        if (!row[2].empty())
            for (const std::string& layer : split(row[2], " + ")) add(territory.layers[layer], row);
    }
}

void shell(const std::string& command, const fs::path& log) {
    INFO(command);
    const int status = std::system((command + " 2>'" + log.string() + "'").c_str());
    INFO(text_of(log));
    REQUIRE(status == 0);
}

const std::string kProgram = "'" + test::program() + "'";

}  // namespace

void write_job(const std::string& job, const std::string& data_folder, const std::string& path, const std::string& more) {
    write_text(job_text(job) + more, data_folder, path);
}

Published run_job_with(const std::string& job, const std::string& data_folder, const std::string& more,
                       const std::vector<std::string>& files) {
    const Scratch scratch(job + "-more");
    const fs::path path = scratch.path / (job + ".toml"), out = scratch.path / "run";
    write_text(job_text(job) + more, data_folder, path);
    shell(kProgram + " run '" + path.string() + "' -o '" + out.string() + "' --progress none >'" +
              (scratch.path / "lines").string() + "'",
          scratch.path / "log");
    Published published;
    published.manifest = nlohmann::json::parse(text_of(out / "manifest.json"));
    for (const std::string& file : files) published.files[file] = text_of(out / file);
    return published;
}

namespace {

EngineRun run_written(const std::string& name, const std::string& text, const std::string& data_folder,
                      const std::vector<std::string>& overrides) {
    const Scratch scratch(name);
    const fs::path path = scratch.path / (name + ".toml"), out = scratch.path / "run", tally = scratch.path / "tally.csv";
    write_text(text, data_folder, path);
    std::string command = kProgram + " run '" + path.string() + "' -o '" + out.string() + "' --progress none";
    for (const std::string& set : overrides) command += " --set '" + set + "'";
    shell(command + " >'" + (scratch.path / "lines").string() + "'", scratch.path / "log");
    shell(kProgram + " tally '" + out.string() + "' >'" + tally.string() + "'", scratch.path / "log");
    EngineRun run;
    run.manifest = nlohmann::json::parse(text_of(out / "manifest.json"));
    std::ifstream in(tally);
    read_tally(in, run);
    return run;
}

}  // namespace

EngineRun run_job(const std::string& job, const std::string& data_folder, const std::vector<std::string>& overrides) {
    return run_written(job, job_text(job), data_folder, overrides);
}

EngineRun run_text(const std::string& name, const std::string& job, const std::string& data_folder) {
    return run_written(name, job, data_folder, {});
}

void require_balanced(const EngineRun& run, const std::map<std::string, std::string>& totals) {
    const nlohmann::json& manifest = run.manifest;
    for (const nlohmann::json& account : manifest.at("balance")) {
        const std::string attribute = account.at("attribute");
        CAPTURE(attribute);
        CHECK(account.at("balanced") == true);
        CHECK(account.at("total") == totals.at(attribute));
        CHECK(quanta(account.at("inside"), 6) + quanta(account.at("outside"), 6) == quanta(account.at("total"), 6));
    }
    for (std::size_t a = 0; a < manifest.at("balance").size(); ++a) {
        long long inside = 0;
        for (const auto& [code, counted] : run.territories) inside += counted.whole.weights[a];
        CHECK(inside == quanta(manifest.at("balance")[a].at("inside"), 6));
    }
    const nlohmann::json& checks = manifest.at("checks");
    CHECK(checks.at("a_worst_cell_sum_error").get<double>() <= 1e-9);
    CHECK(checks.at("b_open_windings") == 0);
    CHECK(checks.at("c_worst_area_error").get<double>() <= 1e-9);
    CHECK(checks.at("c_area_mismatches").empty());
}

}  // namespace covmap::real
