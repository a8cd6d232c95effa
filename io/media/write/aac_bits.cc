// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/aac_bits.h"

#include <bit>

namespace otoscape::io::media {
namespace {

constexpr std::size_t kEndBits = 3;  // ID_END is three ones

// The most significant bit first.
class BitWriter {
 public:
  void put(std::uint32_t value, int bits) {
    held_ = (held_ << bits) | value;
    count_ += bits;
    while (count_ >= 8) {
      count_ -= 8;
      bytes_.push_back(static_cast<std::uint8_t>(held_ >> count_));
    }
  }
  void align() { put(0, (8 - count_) % 8); }
  // From the byte `from` on, up to the bit `end`.
  void put_bits(std::span<const std::uint8_t> bytes, std::size_t from, std::size_t end) {
    for (const std::uint8_t byte : bytes.subspan(from, end / 8 - from)) put(byte, 8);
    const int rest = static_cast<int>(end % 8);
    if (rest > 0) put(static_cast<std::uint32_t>(bytes[end / 8]) >> (8 - rest), rest);
  }
  void put_elements(const std::vector<AacElement>& elements) {
    for (const AacElement& element : elements) {
      put(element.kind == AacElement::Kind::pair ? 1 : 0, 1);
      put(static_cast<std::uint32_t>(element.tag), 4);
    }
  }
  std::vector<std::uint8_t> take() {
    align();
    return std::move(bytes_);
  }

 private:
  std::uint64_t held_ = 0;
  int count_ = 0;  // bits that are not in bytes_ yet
  std::vector<std::uint8_t> bytes_;
};

std::uint32_t size_of(const std::vector<AacElement>& elements) {
  return static_cast<std::uint32_t>(elements.size());
}

// program_config_element() of table 4.2, without mix-downs, data, coupling and comment.
void put_program(const AacProgram& program, std::uint32_t type, std::uint32_t rate,
                 BitWriter& bits) {
  bits.put(0, 4);  // tag
  bits.put(type - 1, 2);
  bits.put(rate, 4);
  bits.put(size_of(program.front), 4);
  bits.put(size_of(program.side), 4);
  bits.put(size_of(program.back), 4);
  bits.put(program.lfe ? 1 : 0, 2);
  bits.put(0, 3 + 4);  // data and coupling elements
  bits.put(0, 3);      // mix-downs
  bits.put_elements(program.front);
  bits.put_elements(program.side);
  bits.put_elements(program.back);
  if (program.lfe) bits.put(0, 4);
  bits.align();
  bits.put(0, 8);  // length of the comment
}

// The bits before ID_END, after which there are zeros up to a whole byte. None: it has no such end.
std::optional<std::size_t> bits_of_elements(std::span<const std::uint8_t> block) {
  if (block.size() < 2) return std::nullopt;
  std::uint32_t end = static_cast<std::uint32_t>(block[block.size() - 2] << 8) | block.back();
  const int zeros = std::countr_zero(end);
  if (zeros >= 8 || (end >> zeros & 7u) != 7u) return std::nullopt;
  return block.size() * 8 - static_cast<std::size_t>(zeros) - kEndBits;
}

}  // namespace

std::vector<std::uint8_t> aac_config(std::span<const std::uint8_t> own, const AacProgram& program) {
  const std::uint32_t head = static_cast<std::uint32_t>(own[0] << 8) | own[1];
  const std::uint32_t type = head >> 11, rate = head >> 7 & 15u;
  BitWriter bits;
  bits.put(type, 5);
  bits.put(rate, 4);
  bits.put(0, 4);  // no channel configuration
  bits.put(0, 3);  // frames of 1024, no core coder, no extension
  put_program(program, type, rate, bits);
  constexpr std::uint32_t kSyncExtension = 0x2b7, kBandReplication = 5;
  bits.put(kSyncExtension, 11);
  bits.put(kBandReplication, 5);
  bits.put(0, 1);
  return bits.take();
}

std::optional<std::vector<std::uint8_t>> joined_blocks(std::span<const std::uint8_t> first,
                                                       std::span<const std::uint8_t> second,
                                                       int tag) {
  constexpr std::uint32_t kPairElement = 1;
  const auto of_first = bits_of_elements(first), of_second = bits_of_elements(second);
  if (!of_first || !of_second || second[0] >> 5 > kPairElement) return std::nullopt;
  BitWriter bits;
  bits.put_bits(first, 0, *of_first);
  bits.put(second[0] >> 5, 3);
  bits.put(static_cast<std::uint32_t>(tag), 4);
  bits.put(second[0] & 1u, 1);
  bits.put_bits(second, 1, *of_second + kEndBits);
  return bits.take();
}

}  // namespace otoscape::io::media
