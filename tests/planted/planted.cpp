// One fault of each kind, to see that the sanitizers of this build find it: `test_planted overflow`.
// Each is in a template, as the engine's inline code is, and hidden from the compiler by a number of the command line.
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

template <class T>
T beyond(const std::vector<T>& values, std::size_t at) {
    return values.data()[at];
}

template <class T>
T doubled(T value) {
    return value + value;
}

template <class T>
void forget(std::size_t count) {
    T* values = new T[count]();
    values[0] = 1;
    std::cout << values[0] << "\n";
}

template <class T>
void add_without_lock(T& sum, int times) {
    for (int i = 0; i < times; ++i) ++sum;
}

}  // namespace

int main(int count, char** words) {
    const std::string fault = count > 1 ? words[1] : "";
    const auto size = static_cast<std::size_t>(count) * 4;
    if (fault == "overflow") {
        const std::vector<int> values(size, 1);
        std::cout << beyond(values, size) << "\n";
    } else if (fault == "signed") {
        std::cout << doubled(std::numeric_limits<std::int32_t>::max() - count) << "\n";
    } else if (fault == "leak") {
        forget<int>(size);
    } else if (fault == "race") {
        int sum = 0;
        std::thread other([&] { add_without_lock(sum, 100000); });
        add_without_lock(sum, 100000);
        other.join();
        std::cout << sum << "\n";
    } else {
        std::cerr << "overflow, signed, leak or race\n";
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
