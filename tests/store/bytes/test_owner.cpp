#include <unistd.h>

#include <catch2/catch.hpp>

#include "store/bytes/owner.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using store::PathLock;

TEST_CASE("an owner is told by its text, and by nothing that only looks like one") {
    const store::Owner owner = store::new_owner();
    CHECK(store::parsed_owner(store::owner_text(owner)) == owner);
    CHECK(owner.process == ::getpid());
    CHECK_FALSE(store::new_owner().random == owner.random);
    CHECK(store::parsed_owner("laptop-0123abcd-77-89abcdef"));
    for (const char* text : {"", "laptop", "laptop-0123abcd-77", "laptop-0123abcd-77-89abcde", "laptop-0123abcd-077-89abcdef",
                             "laptop-0123abcd--7-89abcdef", "laptop-0123abcd-0-89abcdef", "la/top-0123abcd-77-89abcdef",
                             "..-0123abcd-77-89abcdef", "laptop-0123abcd-77-89abcdef ", "laptop-0123abcd-77-89abcdef/..",
                             "laptop-0123ABCD-77-89abcdef", "laptop-0123abcd-99999999999-89abcdef", "-0123abcd-77-89abcdef"}) {
        INFO(text);
        CHECK_FALSE(store::parsed_owner(text));
    }
    CHECK(store::owner_in_name("out.partial-laptop-0123abcd-77-89abcdef", "out.partial-"));
    CHECK_FALSE(store::owner_in_name("out2.partial-laptop-0123abcd-77-89abcdef", "out.partial-"));
}

TEST_CASE("who may be cleared away: gone, of this machine, and unlocked") {
    const test::TempFolder folder;
    store::Owner owner = store::new_owner();
    {
        const PathLock lock(folder.path());
        CHECK(lock.state() == PathLock::State::held);
        CHECK(store::claim_of(owner, lock) == store::Claim::free);  // this process's own number: the lock tells
        const PathLock second(folder.path());
        CHECK(second.state() == PathLock::State::of_another);
        CHECK(store::claim_of(owner, second) == store::Claim::in_use);
        owner.process = ::getppid();
        CHECK(store::claim_of(owner, lock) == store::Claim::in_use);
        owner.host = "elsewhere";
        CHECK(store::claim_of(owner, lock) == store::Claim::unknown);
    }
    const PathLock nothing(folder.path("nothing"));
    CHECK(nothing.state() == PathLock::State::not_to_know);
    CHECK(store::claim_of(store::new_owner(), nothing) == store::Claim::unknown);
}

TEST_CASE("a path is one word of a shell") {
    CHECK(store::shell_word("/data/out") == "'/data/out'");
    CHECK(store::shell_word("it's; rm *") == "'it'\\''s; rm *'");
}
