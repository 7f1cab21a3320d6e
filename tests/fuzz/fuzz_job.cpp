// Any bytes as a job file.
#include "fuzz/support.hpp"
#include "read/job/job.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace covmap;
    static const fuzz::InputFile file("job.toml");
    const std::string& path = file.write(fuzz::text_of(data, size));
    return fuzz::refused_or_read([&] {
        model::Job job;
        (void)read::job_faults(path, {}, &job);
    });
}
