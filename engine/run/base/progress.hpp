// How a run goes on, told as it goes.
#pragma once

#include <string>

namespace covmap::run {

/// Implementations are thread-safe.
class Progress {
public:
    virtual ~Progress() = default;
    virtual void phase(const std::string& name) = 0;
    virtual void advance(double fraction) = 0;  ///< of the phase, 0..1
    virtual void note(const std::string& text) = 0;
    virtual void done() = 0;
};

}  // namespace covmap::run
