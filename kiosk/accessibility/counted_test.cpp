// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/accessibility/counted.h"

#include <doctest/doctest.h>

#include <cstdlib>

namespace qp::kiosk::accessibility {
namespace {

Ledger& ledger() {
    static Ledger made;
    return made;
}

// Writes the counts when the last case is over.
struct WriteCounts final : doctest::IReporter {
    explicit WriteCounts(const doctest::ContextOptions&) {}
    void report_query(const doctest::QueryData&) override {}
    void test_run_start() override {}
    void test_run_end(const doctest::TestRunStats&) override {
        const char* path = std::getenv("QP_ACCESSIBILITY_JSON");
        if (path == nullptr || *path == '\0') return;
        if (!ledger().write(path)) std::abort();
    }
    void test_case_start(const doctest::TestCaseData&) override {}
    void test_case_reenter(const doctest::TestCaseData&) override {}
    void test_case_end(const doctest::CurrentTestCaseStats&) override {}
    void test_case_exception(const doctest::TestCaseException&) override {}
    void subcase_start(const doctest::SubcaseSignature&) override {}
    void subcase_end() override {}
    void log_assert(const doctest::AssertData&) override {}
    void log_message(const doctest::MessageData&) override {}
    void test_case_skipped(const doctest::TestCaseData&) override {}
};
REGISTER_LISTENER("counts", 1, WriteCounts);

}  // namespace

void count(const std::string& row, const Faults& faults) {
    ledger().add(row, faults);
    for (const std::string& fault : faults) FAIL_CHECK(row << ": " << fault);
}

TEST_CASE("a case with faults counts as failed, one without as checked alone") {
    Ledger own;
    own.add("K20", {});
    own.add("K20", {"too small: #send", "too small: #close"});
    CHECK(own.to_json() ==
          "[\n  {\"id\": \"K20\", \"kind\": \"A\", \"checked\": 2, \"failed\": 1}\n]\n");
    CHECK_FALSE(own.write("/nowhere/at/all.json"));
}

}  // namespace qp::kiosk::accessibility
