// SPDX-License-Identifier: GPL-3.0-or-later
// The source texts are English and write plurals as "%n image(s)"; this sets the one form or the other. Install it
// before any other translator, on the main thread.
#pragma once

#include <QTranslator>

namespace batchroom {

class EnglishPlurals final : public QTranslator {
    Q_OBJECT
public:
    using QTranslator::QTranslator;
    bool isEmpty() const override { return false; }
    // Null when the text has no plural, so that the next translator is asked.
    QString translate(const char* context, const char* text, const char* disambiguation, int n) const override;
};

} // namespace batchroom
