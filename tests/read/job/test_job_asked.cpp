// The sections of a job that say what is asked and what comes out: market, indicator, output.
#include <catch2/catch.hpp>

#include "read/support/job_folder.hpp"

using namespace covmap::test;

TEST_CASE("an alias belongs to one operator, and markets speak of their own") {
    const JobFolder folder;
    const std::string market = "[[market]]\noperators = [\"1\", \"2\"]\n";
    const auto with = [&](const std::string& more) { return folder.faults(kLeast + market + more + "\n"); };
    CHECK_ONE_FAULT(with("aliases = { \"1\" = [\"a\"], \"2\" = [\"a\"] }"), 11, "already stands for 1");
    CHECK_ONE_FAULT(with("aliases = { \"1\" = [\"2\"] }"), 11, "already stands for 2");
    CHECK_ONE_FAULT(with("aliases = { \"31\" = [\"a\"] }"), 11, "a key of aliases");
    CHECK_ONE_FAULT(with("names = { \"31\" = \"a\" }"), 11, "a key of names");
    CHECK_ONE_FAULT(with("names = { \"1\" = 5 }"), 11, "is a text");
    CHECK_ONE_FAULT(with("merged = { \"1\" = \"2\" }"), 11, "take it out of operators");
    CHECK_ONE_FAULT(with("merged = { \"9\" = \"31\" }"), 11, "merged.9");
    CHECK_ONE_FAULT(with("[[market]]\noperators = [\"3\"]"), 11, "two [[market]] hold everywhere");
    CHECK(with("[[market]]\noperators = [\"3\", \"1\"]\nwhere = { departement = \"974\" }").empty());
    CHECK_ONE_FAULT(folder.faults(kLeast + "[[market]]\nnames = {}\n"), 9, "needs `operators`");
    CHECK_ONE_FAULT(folder.faults(kLeast + replaced(market, "\"2\"", "\"1\"")), 10, "twice");
}

TEST_CASE("expressions of an indicator are one name, a list, or >=") {
    const JobFolder folder;
    const std::string supply =
        "[[supply]]\nsource = \"couv/a.gpkg\"\noperator = \"A\"\ntechnology = \"4G\"\nlevels = [\"TBC\", \"BC\", "
        "\"CL\"]\n[[market]]\noperators = [\"A\", \"B\"]\naliases = { A = [\"Alpha\"] }\n";
    const int line = kLeastLines + 11;
    const auto with = [&](const std::string& more) {
        return folder.faults(kLeast + supply + "[[indicator]]\nname = \"any\"\n" + more + "\n");
    };
    const auto spec = [&](const std::string& more) {
        return folder.parsed(kLeast + supply + "[[indicator]]\nname = \"any\"\n" + more + "\n").indicator.front();
    };
    CHECK(spec("technology = \"4G\"").technologies == std::vector<std::string>{"4G"});
    CHECK(spec("technology = \">= 3g\"").technology_at_least == "3G");
    CHECK(spec("technology = [\"2G\", \"3G\"]").technologies == std::vector<std::string>{"2G", "3G"});
    CHECK(spec("nature = \"modelled\"").nature == std::vector<std::string>{"modelled"});
    CHECK(spec("operators = { max = 0 }").max == 0);
    CHECK_FALSE(spec("operators = { max = 0 }").min.has_value());
    CHECK(spec("of = [\"Alpha\", \"A\"]").of == std::vector<std::string>{"A"});
    CHECK_ONE_FAULT(with("technology = \">=6G\""), line, "the technology after >=");
    CHECK_ONE_FAULT(with("technology = \">=\""), line, "names nothing after >=");
    CHECK_ONE_FAULT(with("technology = \"<4G\""), line, "takes a name or \">=\" and a name");
    CHECK_ONE_FAULT(with("technology = [\">=4G\", \"2G\"]"), line, "stands in a list");
    CHECK_ONE_FAULT(with("level = \">=TBX\""), line, "did you mean «TBC»?");
    CHECK_ONE_FAULT(with("level = \"=BC\""), line, "takes a name");
    CHECK_ONE_FAULT(folder.faults(kLeast + replaced(supply, "levels = [\"TBC\", \"BC\", \"CL\"]\n", "") +
                                  "[[indicator]]\nname = \"any\"\nlevel = \"BC\"\n"),
                    line - 1, "no [[supply]] has `levels`");
    CHECK_ONE_FAULT(with("service = \"datas\""), line, "did you mean «data»?");
    CHECK_ONE_FAULT(with("nature = [\"claimd\"]"), line, "did you mean «claimed»?");
    CHECK_ONE_FAULT(with("operators = { min = -1 }"), line, "whole number from 0 up");
    CHECK_ONE_FAULT(with("operators = { min = 0 }"), line, "met everywhere");
    CHECK_ONE_FAULT(with("operators = { min = 3, max = 2 }"), line, "above operators.max");
    CHECK_ONE_FAULT(with("operators = { min = 1, all = true }"), line, "keep one");
    CHECK_ONE_FAULT(with("operators = \"all\""), line, "`operators` is a table");
    CHECK_ONE_FAULT(with("of = [\"Alfa\"]"), line, "did you mean «Alpha»?");
    CHECK_ONE_FAULT(with("operators = { min = 2 }\nof = [\"A\"]"), line + 1, "names only 1");
    CHECK_ONE_FAULT(with("good = \"lo\""), line, "did you mean «low»?");
    CHECK_ONE_FAULT(folder.faults(kLeast + "[[indicator]]\nservice = \"data\"\n"), 9, "needs `name`");
}

TEST_CASE("output takes known formats and languages") {
    const JobFolder folder;
    const auto with = [&](const std::string& more) { return folder.faults(kLeast + "[output]\n" + more + "\n"); };
    CHECK_ONE_FAULT(with("formats = [\"csv\", \"geojsn\"]"), 10, "did you mean «geojson»?");
    CHECK_ONE_FAULT(with("language = \"de\""), 10, "\"fr\" or \"en\"");
    CHECK(folder.parsed(kLeast + "[output]\nformats = [\"fgb\", \"tif\"]\n").output.formats ==
          std::vector<std::string>{"fgb", "tif"});
    CHECK(folder.parsed(kLeast).output.keep == "auto");
    CHECK(folder.parsed(kLeast + "[output]\nkeep = \"cells\"\n").output.keep == "cells");
    CHECK_ONE_FAULT(with("keep = \"cell\""), 10, "did you mean «cells»?");
    CHECK_ONE_FAULT(folder.faults(kLeast + "[tiles]\nzoom = 1\n"), 9, "`tiles` is not supported yet");
    CHECK_ONE_FAULT(folder.faults(kLeast + "[rasters]\nshare = true\n"), 9, "write output.formats");
}
