// SPDX-License-Identifier: EUPL-1.2
// The fonts that texts are set in: those that come with the program, and the system's for what
// they lack. Found by fontconfig, laid out by Pango.
#pragma once

#include <memory>
#include <string>

#include "core/base/result.h"
#include "kiosk/text/text_style.h"

namespace qp::kiosk {

// Loaded on any thread, then one thread's at a time: Pango takes no lock.
class Fonts {
public:
    // Where `folder` is not there the system's fonts stand in for all. not_found: there are none
    // at all (Pango would end the program with the first text).
    static Result<Fonts> load(const std::string& folder);
    Fonts(Fonts&&) noexcept;
    Fonts& operator=(Fonts&&) noexcept;
    ~Fonts();

    bool are_own() const;  // those that come with the program are there
    // Which fonts stand for a size, a weight and a language is found out with the first text of
    // them, in some milliseconds; or before, by this.
    void look_for(const TextStyle& style) const;

    struct Impl;  // Pango's part, for the text engine: fonts_impl.h
    const Impl& impl() const { return *impl_; }

private:
    explicit Fonts(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace qp::kiosk
