// SPDX-License-Identifier: EUPL-1.2
// Decides what is said: after each frame it looks at the semantics tree for what is new. Speech is
// off until somebody switches it on.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/speech/speaker.h"
#include "kiosk/ui/semantics.h"
#include "kiosk/ui/told.h"

namespace qp::kiosk::speech {

// How roles and states are called, in the language of the screen.
struct Words {
    std::string language;
    std::string button, field, choice, tab;
    std::string is_on, is_off, is_disabled, is_empty;
    std::string speech_on, speech_off;
    std::string selected;  // where ui::kLetterPlace stands, what is selected in a field
    std::string withheld;  // that something is only shown, and how it is said all the same
};

// What a person chose; it ends with their session.
struct Choice {
    bool is_on = false;
    Voice voice;
    // What is theirs alone (a PIN, a receipt code) may be heard by all, where there is no headset
    // (EN 301 549, 5.1.3.8/.9).
    bool is_aloud = false;
    bool operator==(const Choice&) const = default;
};

class Narrator {
public:
    // The speaker must outlive it.
    explicit Narrator(Speaker& speaker) : speaker_{speaker} {}

    // `screen`: which one it is; another one has its title read. `focus`: the id that the keypad or
    // the last touch is on. What is said ends whatever was being said.
    void look(const ui::Tree& tree, const std::string& screen, const std::string& focus,
              const Words& words, const Choice& choice);
    // What no node of the tree says: the next `look` says it first. A key's or a field's own words
    // are not said beside it.
    void tell(std::vector<ui::Told> told) { told_ = std::move(told); }
    // What may no longer be said as it was, or was withheld and may be said now, the next `look`
    // says.
    void repeat(const Choice& choice);
    // Part of what was said last was withheld, since all would have heard it.
    bool has_withheld() const { return has_withheld_ && !speaker_.has_headset(); }
    // Somebody did something: silence, until there is something new to say.
    void interrupt() { speaker_.stop(); }
    // The next person hears nothing of this one.
    void forget();

    // Every utterance since the last `forget`, oldest first, at most kTranscriptMax.
    static constexpr std::size_t kTranscriptMax = 500;
    const std::deque<std::string>& transcript() const { return transcript_; }
    std::size_t said() const { return said_; }  // how many there were in all

private:
    void say(Utterance utterance, const Choice& choice);
    bool say_told(Utterance& utterance, const Words& words, const Choice& choice);
    bool is_silent(const ui::Node& focused, bool has_told) const;

    Speaker& speaker_;
    bool was_on_ = false;
    std::string screen_;
    std::string focus_;       // its id
    std::string focus_told_;  // and what was said of it
    std::map<std::string, std::string> announced_;
    std::vector<ui::Told> told_;
    bool has_withheld_ = false;
    Utterance last_;
    std::deque<std::string> transcript_;
    std::size_t said_ = 0;
};

// Said by itself where it is new.
bool is_news(ui::Role role);

// "Idee abschicken. Schaltfläche." Label, value, state and role of one node.
std::string describe(const ui::Node& node, const Words& words);
// The same, with what is private replaced by the word that it is only shown.
std::string describe_openly(const ui::Node& node, const Words& words);

}  // namespace qp::kiosk::speech
