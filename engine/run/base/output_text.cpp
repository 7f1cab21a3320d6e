#include "run/base/output_text.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <optional>

#include "core/error.hpp"
#include "store/bytes/output_file.hpp"
#include "store/bytes/output_target.hpp"
#include "store/bytes/unfinished_file.hpp"
#include "store/bytes/write_fault.hpp"

namespace covmap::run {

namespace {

void refuse_standing(const store::OutputTarget& target, bool overwrite) {
    if (target.kind == store::TargetKind::file && !overwrite)
        throw core::Error(core::ErrorKind::output, target.given,
                          "is there already; add --overwrite to replace it, or -o FILE for another");
}

/// A copy of the descriptor that was named, or the device or pipe opened. A pipe waits for its reader.
int opened_stream(const store::OutputTarget& target) {
    const int descriptor = target.descriptor >= 0 ? ::fcntl(target.descriptor, F_DUPFD_CLOEXEC, 0)
                                                  : ::open(target.path.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC);
    if (descriptor < 0) throw core::Error(core::ErrorKind::output, target.given, store::write_fault("cannot be opened", errno));
    return descriptor;
}

}  // namespace

void check_output_text(const std::string& path, bool overwrite) { refuse_standing(store::output_target(path), overwrite); }

struct OutputText::State {
    std::optional<store::UnfinishedFile> file;
    std::optional<store::OutputFile> out;
};

OutputText::OutputText(const std::string& path, bool overwrite) : m_state(std::make_unique<State>()) {
    const store::OutputTarget target = store::output_target(path);
    refuse_standing(target, overwrite);
    if (target.kind == store::TargetKind::stream) {
        m_state->out.emplace(opened_stream(target), path);
        return;
    }
    m_state->file.emplace(path);
    m_state->out.emplace(m_state->file->path(), path);
}

OutputText::~OutputText() = default;

void OutputText::append(std::string_view text) { m_state->out->append(text); }

bool OutputText::finish() {
    m_state->out->close();
    if (m_state->file) m_state->file->keep();
    return m_state->file.has_value();
}

bool write_output_text(const std::string& path, std::string_view text, bool overwrite) {
    OutputText out(path, overwrite);
    out.append(text);
    return out.finish();
}

void check_output_file(const std::string& path, bool overwrite) { refuse_standing(store::seekable_target(path), overwrite); }

}  // namespace covmap::run
