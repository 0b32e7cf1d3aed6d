// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/world/quick_memory.h"

#include <sqlite3.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace qp::sim {
namespace {

// Pieces of a few sizes: sixteen steps of 16 bytes, then four to each doubling.
constexpr std::size_t kStep = 16;
constexpr std::size_t kSteps = 16;
constexpr std::size_t kFineMax = kStep * kSteps;
constexpr int kBitsOfFineMax = 8;
constexpr int kBitsMax = 20;
constexpr std::size_t kShelves = kSteps + 4 * (kBitsMax - kBitsOfFineMax);
constexpr std::size_t kBlockBytes = std::size_t{4} << 20;

// In front of each piece; SQLite asks for eight bytes of alignment.
struct Head {
    std::uint32_t shelf;  // kShelves: too large for any
    std::uint32_t size;
};
struct Free {
    Free* next;
};

Free* g_free[kShelves];
char* g_block = nullptr;
std::size_t g_left = 0;

struct Place {
    std::size_t shelf;
    std::size_t size;
};

Place place_of(std::size_t size) {
    if (size <= kFineMax) {
        const std::size_t shelf = (std::max<std::size_t>(size, 1) - 1) / kStep;
        return {shelf, (shelf + 1) * kStep};
    }
    const int bits = static_cast<int>(std::bit_width(size - 1));
    if (bits > kBitsMax) return {kShelves, size};
    const int shift = bits - 3;
    const std::size_t quarter = (size - 1) >> shift & 3;
    const auto doubling = static_cast<std::size_t>(bits - kBitsOfFineMax - 1);
    return {kSteps + 4 * doubling + quarter, (quarter + 5) << shift};
}

Head& head_of(void* piece) {
    return *(static_cast<Head*>(piece) - 1);
}

// Never given back: the next run wants as much.
void* cut(std::size_t size) {
    if (g_left < size) {
        g_block = static_cast<char*>(std::malloc(kBlockBytes));
        assert(g_block != nullptr);
        g_left = kBlockBytes;
    }
    void* piece = g_block;
    g_block += size;
    g_left -= size;
    return piece;
}

void* take(int wanted) {
    const Place place = place_of(static_cast<std::size_t>(wanted));
    const bool is_shelved = place.shelf < kShelves;
    if (is_shelved && g_free[place.shelf] != nullptr)
        return std::exchange(g_free[place.shelf], g_free[place.shelf]->next);
    const std::size_t bytes = place.size + sizeof(Head);
    auto* head = static_cast<Head*>(is_shelved ? cut(bytes) : std::malloc(bytes));
    if (head == nullptr) return nullptr;
    *head = {static_cast<std::uint32_t>(place.shelf), static_cast<std::uint32_t>(place.size)};
    return head + 1;
}

void give_back(void* piece) {
    Head& head = head_of(piece);
    if (head.shelf == kShelves) return std::free(&head);
    auto* free = static_cast<Free*>(piece);
    free->next = g_free[head.shelf];
    g_free[head.shelf] = free;
}

int size_of(void* piece) {
    return piece == nullptr ? 0 : static_cast<int>(head_of(piece).size);
}

void* resize(void* piece, int wanted) {
    if (wanted <= size_of(piece)) return piece;
    void* larger = take(wanted);
    if (larger == nullptr) return nullptr;
    std::memcpy(larger, piece, static_cast<std::size_t>(size_of(piece)));
    give_back(piece);
    return larger;
}

int round_up(int size) {
    return static_cast<int>(place_of(static_cast<std::size_t>(size)).size);
}

int begin(void*) {
    return SQLITE_OK;
}

void end(void*) {}

}  // namespace

void give_sqlite_quick_memory() {
    static const sqlite3_mem_methods methods{take,     give_back, resize, size_of,
                                             round_up, begin,     end,    nullptr};
    sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}

}  // namespace qp::sim
