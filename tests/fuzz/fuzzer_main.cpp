// SPDX-License-Identifier: EUPL-1.2
// The part of the fuzzer that libFuzzer does not bring: `fuzzer --target=NAME [libFuzzer's own]`,
// `fuzzer --list`. (libFuzzer passes over what begins with two hyphens.)
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string_view>

#include "tests/fuzz/target.h"

namespace qp::fuzz {
namespace {

std::map<std::string_view, Target>& targets() {
    static std::map<std::string_view, Target> known;
    return known;
}
Target chosen = nullptr;

[[noreturn]] void list(int exit_code) {
    for (const auto& [name, target] : targets()) std::puts(name.data());
    std::exit(exit_code);
}

}  // namespace

Known::Known(const char* name, Target target) {
    targets()[name] = target;
}

void hold(bool is_kept, const char* promise) {
    if (is_kept) return;
    std::fprintf(stderr, "BROKEN PROMISE: %s\n", promise);
    std::abort();
}

}  // namespace qp::fuzz

using namespace qp::fuzz;

// The two names are libFuzzer's. NOLINTBEGIN(readability-identifier-naming)
extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments) {
    constexpr std::string_view kTarget = "--target=";
    for (int i = 1; i < *count; ++i) {
        const std::string_view argument = (*arguments)[i];
        if (argument == "--list") list(0);
        if (argument.substr(0, kTarget.size()) != kTarget) continue;
        const auto found = targets().find(argument.substr(kTarget.size()));
        if (found == targets().end()) list(2);
        chosen = found->second;
    }
    if (chosen == nullptr) list(2);
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    chosen(qp::BytesView{data, size});
    return 0;
}
// NOLINTEND(readability-identifier-naming)
