// Runs a fuzz target without libFuzzer, on the same inputs every time: driver [inputs] [seed].
// It prints the input that is being run when the process dies, as the two numbers that repeat it.

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>

#include "base/random.hpp"
#include "fuzz/fuzz_target.hpp"

/// Present when a sanitizer is linked, which does not end by a signal.
extern "C" void __sanitizer_set_death_callback(void (*callback)()) __attribute__((weak));

namespace {

using labelscape::Bytes;
using labelscape::Random;

std::uint64_t current_seed = 0;

void tell() {
    std::fprintf(stderr, "\ncrashed at: 1 input from seed %llu\n",
                 static_cast<unsigned long long>(current_seed));
}

void tell_signal(int) {
    tell();
    std::_Exit(1);
}

std::uint32_t place(Random& random, const Bytes& bytes) {
    return random.below(static_cast<std::uint32_t>(bytes.size()));
}

void overwrite_number(Random& random, Bytes& bytes) {
    constexpr std::uint32_t k_numbers[] = {0,      1,      0x7f,       0x80,       0xff,
                                           0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff};
    const std::uint32_t number = k_numbers[random.below(std::size(k_numbers))];
    const std::size_t at = place(random, bytes);
    std::memcpy(bytes.data() + at, &number, std::min(sizeof number, bytes.size() - at));
}

void mutate(Random& random, Bytes& bytes, const std::vector<Bytes>& seeds) {
    if (bytes.empty()) bytes.push_back(std::byte{0});
    const std::size_t at = place(random, bytes);
    const auto here = bytes.begin() + static_cast<std::ptrdiff_t>(at);
    const auto length = static_cast<std::ptrdiff_t>(random.below(16));
    switch (random.below(7)) {
        case 0: bytes[at] ^= static_cast<std::byte>(1u << random.below(8)); break;
        case 1: bytes[at] = static_cast<std::byte>(random.next()); break;
        case 2: overwrite_number(random, bytes); break;
        case 3: bytes.resize(at); break;
        case 4: bytes.erase(here, here + std::min(length, bytes.end() - here)); break;
        case 5:
            bytes.insert(here, static_cast<std::size_t>(length),
                         static_cast<std::byte>(random.next()));
            break;
        case 6: {
            const Bytes& other = seeds[random.below(static_cast<std::uint32_t>(seeds.size()))];
            const std::size_t from = place(random, other);
            const auto begin = other.begin() + static_cast<std::ptrdiff_t>(from);
            bytes.insert(here, begin, begin + std::min(length * 8, other.end() - begin));
            break;
        }
    }
}

void run(const Bytes& bytes) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

int main(int argc, char** argv) {
    const long count = argc > 1 ? std::atol(argv[1]) : 3000;
    const std::uint64_t first_seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 0;
    for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGILL}) std::signal(signal, tell_signal);
    if (__sanitizer_set_death_callback) __sanitizer_set_death_callback(tell);
    const auto seeds = labelscape::fuzz::seeds();
    for (const Bytes& seed : seeds) run(seed);
    for (long i = 0; i < count; ++i) {
        current_seed = first_seed + static_cast<std::uint64_t>(i);
        Random random(current_seed);
        Bytes bytes = seeds[random.below(static_cast<std::uint32_t>(seeds.size()))];
        for (std::uint32_t step = 1 + random.below(4); step > 0; --step)
            mutate(random, bytes, seeds);
        run(bytes);
    }
    std::printf("%ld inputs\n", count);
}
