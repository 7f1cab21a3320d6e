// How a run shows its progress, always on stderr: a bar, plain lines, JSON lines, or nothing.
#pragma once

#include <functional>
#include <iosfwd>
#include <memory>
#include <mutex>
#include <string>

#include "cli/failure.hpp"
#include "core/error.hpp"
#include "run/base/progress.hpp"
#include "run/run.hpp"

namespace covmap::cli {

enum class ProgressMode { automatic, bar, plain, json, none };

/// Seconds since some start; a parameter, so that tests hold the clock.
using Clock = std::function<double()>;

/// A display writes whole lines (the bar: redraws of one line) under a lock: any thread may call.
class Display : public run::Progress {
public:
    /// The run failed: plain words, or a JSON line.
    virtual void failed(const Failure& failure) = 0;
    /// Time went on: the bar redraws its clock. A bar whose clock nobody holds does so by itself.
    virtual void tick() = 0;
};

/// automatic: a bar where `terminal` is true, else plain lines.
std::unique_ptr<Display> make_display(ProgressMode mode, std::ostream& out, bool terminal, Clock clock = {});

}  // namespace covmap::cli
