#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/byte_stream.hpp"

/// What libFuzzer calls with each input: the name and shape are its own.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace labelscape::fuzz {

/// Sound inputs that the driver starts from.
std::vector<Bytes> seeds();

}  // namespace labelscape::fuzz
