// An interrupted run. The request is sticky, so it is made in a process of its own.
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <thread>

#include "run/base/stop.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;

namespace {

/// Asks for the end, from another thread, as the phase begins.
class Interrupting final : public test::Quiet {
public:
    explicit Interrupting(std::string phase) : m_phase(std::move(phase)) {}
    void phase(const std::string& name) override {
        if (name == m_phase) std::thread([] { run::request_cancel(); }).join();
    }

private:
    std::string m_phase;
};

void interrupt_in(const std::string& phase) {
    const test::SmallWorld world;
    const std::string out = world.folder.path("out");
    const model::Job job = world.job();
    test::run_into(job, out);
    const auto before = test::contents_of(out);
    Interrupting progress(phase);
    run::RunOptions options;
    options.output_folder = out;
    options.overwrite = true;
    const auto error = test::error_of([&] { run::run_job(job, options, progress); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::cancelled);
    CHECK(error->message().find("nothing was published") != std::string::npos);
    CHECK(test::contents_of(out) == before);
    for (const auto& entry : std::filesystem::directory_iterator(world.folder.path()))
        CHECK(entry.path().string().find(".partial") == std::string::npos);
    CHECK(test::error_of([&] { test::run_into(job, world.folder.path("next")); })->kind() == core::ErrorKind::cancelled);
}

}  // namespace

// Hidden: run by the test below.
TEST_CASE("interrupted in read", "[.interrupted]") { interrupt_in("read"); }
TEST_CASE("interrupted in sweep", "[.interrupted]") { interrupt_in("sweep"); }
TEST_CASE("interrupted in measure", "[.interrupted]") { interrupt_in("measure"); }
TEST_CASE("interrupted in write", "[.interrupted]") { interrupt_in("write"); }

TEST_CASE("a run that is interrupted publishes nothing and leaves the previous one intact") {
    const std::string phase = GENERATE("read", "sweep", "measure", "write");
    const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
    const int status = std::system(("'" + self + "' 'interrupted in " + phase + "' >&2").c_str());
    INFO(phase);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("nothing is cancelled unless asked") { CHECK_NOTHROW(run::throw_if_cancelled()); }
