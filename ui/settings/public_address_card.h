// SPDX-License-Identifier: GPL-3.0-or-later
// Settings of the public address that Ideogram is given, with a test of it and guides to get one. GUI thread.
#pragma once

#include "app/core/result.h"
#include "app/settings/preferences.h"
#include "ui/kit/theme.h"
#include "ui/settings/form.h"

#include <QUrl>

#include <functional>

class QLineEdit;
class QPlainTextEdit;

namespace batchroom {

class Button;
class SegmentedControl;
class TextLabel;

class PublicAddressCard : public SettingsCard {
    Q_OBJECT
public:
    using Read = std::function<Result<QUrl>(const QString& typed)>; // an error's sentence is shown
    using Test = std::function<void(const QUrl& address, std::function<void(Result<void>)> done)>;

    PublicAddressCard(PreferencesStore& preferences, QWidget* parent = nullptr);
    void connectTo(Read read, Test test);

private:
    QWidget* makeAddress();
    QWidget* makeGuides();
    void save();
    void remove();
    void test();
    void change(const QString& address);
    void showAddress();
    void showGuide(int index);
    void say(const QString& text, ColorRole role);

    PreferencesStore& m_preferences;
    Read m_read;
    Test m_test;
    QLineEdit* m_edit = nullptr;
    Button* m_save = nullptr;
    Button* m_testButton = nullptr;
    Button* m_remove = nullptr;
    TextLabel* m_state = nullptr;
    SegmentedControl* m_guides = nullptr;
    TextLabel* m_guideWords = nullptr;
    QPlainTextEdit* m_guideLines = nullptr;
};

} // namespace batchroom
