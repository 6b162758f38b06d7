// SPDX-License-Identifier: GPL-3.0-or-later
// How the files are called and written: naming template with live examples, format, quality, recipe.
#pragma once

#include "app/core/asset.h"
#include "app/core/preset.h"
#include "app/settings/preferences.h"

#include <QWidget>

#include <optional>

class QBoxLayout;

namespace batchroom {

class IconButton;
class SegmentedControl;
class Slider;
class Switch;
class NameTemplateEdit;
class TextLabel;

class FileOptions : public QWidget {
    Q_OBJECT
public:
    explicit FileOptions(const Preferences::Export& options, QWidget* parent = nullptr);
    // Name, format, quality and recipe; presets and folder as they were given.
    const Preferences::Export& options() const { return m_options; }
    void setOptions(const Preferences::Export& options);
    // What the examples are made of.
    void setSubject(const std::optional<Asset>& asset, int number, const QList<Preset>& presets);
    // Why the template cannot be used; empty: it can.
    const QString& error() const { return m_error; }

Q_SIGNALS:
    void changed();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void breakFormatRow();
    QWidget* makeName();
    QWidget* makeFormat();
    void openFields();
    void insertField(const QString& field);
    void showExamples();
    void showQuality();
    void take();

    Preferences::Export m_options;
    std::optional<Asset> m_asset;
    int m_number = 1;
    QList<Preset> m_presets;
    QString m_error;
    bool m_isFilling = false;
    NameTemplateEdit* m_name;
    IconButton* m_fields = nullptr;
    TextLabel* m_firstExample;
    TextLabel* m_lastExample;
    TextLabel* m_wrong;
    SegmentedControl* m_format;
    QBoxLayout* m_formatRow = nullptr;
    Slider* m_quality;
    TextLabel* m_qualityName;
    TextLabel* m_qualityValue;
    TextLabel* m_formatNote;
    Switch* m_recipe;
};

} // namespace batchroom
