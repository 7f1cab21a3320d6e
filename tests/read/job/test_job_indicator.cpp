// Speeds, media, combinations and ready sets in a job.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "model/indicator.hpp"
#include "read/job/indicator_sets.hpp"
#include "read/job/job.hpp"
#include "read/support/job_folder.hpp"

using namespace covmap::read;
using namespace covmap::test;

TEST_CASE("speeds are Mbit/s, with or without the sign, and kept in kbit/s") {
    const JobFolder folder;
    const auto job = folder.parsed(kLeast +
                                   "[[indicator]]\nname = \"a\"\nkind = \"fixed\"\ndown = \">=30\"\nup = \">= 0.5\"\nmedium = "
                                   "\"wired\"\nlatency = \"low\"\n" +
                                   "[[indicator]]\nname = \"b\"\nkind = \"fixed\"\ndown = 100\n");
    CHECK(job.indicator[0].down_kbps == 30'000);
    CHECK(job.indicator[0].up_kbps == 500);
    CHECK(job.indicator[0].medium == "wired");
    CHECK(job.indicator[0].low_latency);
    CHECK(job.indicator[1].down_kbps == 100'000);
    CHECK(job.indicator[1].medium == "any");
}

TEST_CASE("a speed that is none, and a medium of mobile networks, are faults") {
    const JobFolder folder;
    CHECK_ONE_FAULT(folder.faults(kLeast + "[[indicator]]\nname = \"a\"\nkind = \"fixed\"\ndown = \"fast\"\n"), 12,
                    "write down = \">=30\"");
    CHECK_ONE_FAULT(folder.faults(kLeast + "[[indicator]]\nname = \"a\"\nkind = \"fixed\"\ndown = \">=0\"\n"), 12, "above 0");
    CHECK_ONE_FAULT(folder.faults(kLeast + "[[indicator]]\nname = \"a\"\nmedium = \"wired\"\n"), 11,
                    "write kind = \"fixed\" beside it");
}

TEST_CASE("a combination names other indicators and asks nothing itself") {
    const JobFolder folder;
    const std::string two = "[[indicator]]\nname = \"a\"\n[[indicator]]\nname = \"b\"\n";
    const auto job = folder.parsed(kLeast + "[[indicator]]\nname = \"c\"\nall_of = [\"a\"]\nnone_of = \"b\"\n" + two);
    CHECK(job.indicator[0].all_of == std::vector<std::string>{"a"});
    CHECK(job.indicator[0].none_of == std::vector<std::string>{"b"});
    CHECK_ONE_FAULT(folder.faults(kLeast + two + "[[indicator]]\nname = \"c\"\nall_of = [\"a\"]\ntechnology = \"4G\"\n"), 16,
                    "ask it in an indicator of its own");
    CHECK_ONE_FAULT(folder.faults(kLeast + two + "[[indicator]]\nname = \"c\"\nany_of = [\"aa\"]\n"), 15, "did you mean «a»?");
    CHECK(folder.faults(kLeast + "[[indicator]]\nname = \"c\"\nall_of = [\"c\"]\n").size() == 1);
}

TEST_CASE("ready sets come before the job's own indicators, and may be combined") {
    const JobFolder folder;
    const auto job = folder.parsed("use = [\"arcep-debits\", \"arcep-4g\"]\n" + kLeast +
                                   "[[indicator]]\nname = \"left\"\nnone_of = [\"any_4g\", \"wired_30\"]\n");
    CHECK(job.indicator.front().name == "wired_05");
    CHECK(job.indicator.back().name == "left");
    CHECK(job.indicator.size() == 22);
    CHECK(folder.faults("use = \"arcep-debit\"\n" + kLeast).front().what.find("did you mean «arcep-debits»?") !=
          std::string::npos);
}

TEST_CASE("indicators of ready sets have names of their own, and labels in both languages") {
    std::set<std::string> names;
    for (const std::string& set : indicator_sets())
        for (const covmap::model::IndicatorSpec& spec : indicator_set(set)) {
            CAPTURE(set, spec.name);
            CHECK(names.insert(set + spec.name).second);
            CHECK(spec.name.size() <= 20);
            CHECK_FALSE(spec.label.fr.empty());
            CHECK(spec.label.fr != spec.label.en);
        }
    CHECK(indicator_set("nothing").empty());
}

TEST_CASE("an indicator says in two languages what those who fail it have, or leaves it to what is asked") {
    const JobFolder folder;
    const auto job = folder.parsed(kLeast +
                                   "[[indicator]]\nname = \"a\"\nlabel_not = { fr = \"aucune 4G\", en = \"no 4G\" }\n"
                                   "[[indicator]]\nname = \"b\"\n");
    CHECK(job.indicator[0].label_not == covmap::core::Text{"aucune 4G", "no 4G"});
    CHECK(job.indicator[1].label_not == covmap::core::Text{});
}
