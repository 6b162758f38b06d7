// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deliver/file_options.h"

#include "app/delivery/exporter.h"
#include "app/imaging/picture.h"
#include "ui/deliver/name_template_edit.h"
#include "ui/kit/buttons.h"
#include "ui/kit/chips.h"
#include "ui/kit/fields.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/popups.h"
#include "ui/kit/toggles.h"

#include <QMenu>
#include <QScopedValueRollback>

#include <array>

namespace batchroom {

namespace {

constexpr std::array formats{PictureFormat::Jpeg, PictureFormat::Png, PictureFormat::WebP};
constexpr int leastQuality = 30; // below, nobody wants to publish it
constexpr int sideMargin = 16;
constexpr int besideGap = 16;
constexpr int leastSlider = 96; // shorter ones get a line of their own

struct NameField {
    const char* field;
    const char* meaning;
};
constexpr std::array nameFields{
    NameField{"{campaign}", QT_TRANSLATE_NOOP("FileOptions", "Campaign")},
    NameField{"{batch}", QT_TRANSLATE_NOOP("FileOptions", "Batch")},
    NameField{"{name}", QT_TRANSLATE_NOOP("FileOptions", "Name from the sheet")},
    NameField{"{preset}", QT_TRANSLATE_NOOP("FileOptions", "Size, short (ig_story)")},
    NameField{"{w}", QT_TRANSLATE_NOOP("FileOptions", "Width in pixels")},
    NameField{"{h}", QT_TRANSLATE_NOOP("FileOptions", "Height in pixels")},
    NameField{"{n:03}", QT_TRANSLATE_NOOP("FileOptions", "Number in this export")},
    NameField{"{index}", QT_TRANSLATE_NOOP("FileOptions", "Number in the library")},
    NameField{"{seed}", QT_TRANSLATE_NOOP("FileOptions", "Seed")},
    NameField{"{date}", QT_TRANSLATE_NOOP("FileOptions", "Day it was made")},
    NameField{"{model}", QT_TRANSLATE_NOOP("FileOptions", "Model")},
    NameField{"{prompt:40}", QT_TRANSLATE_NOOP("FileOptions", "Start of the prompt")},
};

PictureFormat formatOf(const Preferences::Export& options)
{
    return formatFromName(options.format).value_or(PictureFormat::Jpeg);
}

QString nameOf(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Png: return QStringLiteral("png");
    case PictureFormat::WebP: return QStringLiteral("webp");
    default: return QStringLiteral("jpeg");
    }
}

TextLabel* example(const QString& objectName)
{
    auto* label = new TextLabel(QString(), FontRole::Mono, ColorRole::Muted);
    label->setObjectName(objectName);
    label->setElide(Qt::ElideMiddle);
    return label;
}

} // namespace

FileOptions::FileOptions(const Preferences::Export& options, QWidget* parent)
    : QWidget(parent)
    , m_name(new NameTemplateEdit)
    , m_firstExample(example(QStringLiteral("firstExample")))
    , m_lastExample(example(QStringLiteral("lastExample")))
    , m_wrong(new TextLabel(QString(), FontRole::Small, ColorRole::Bad))
    , m_format(new SegmentedControl({QStringLiteral("JPEG"), QStringLiteral("PNG"), QStringLiteral("WebP")}))
    , m_quality(new Slider(tr("Quality")))
    , m_qualityName(new TextLabel(tr("Quality"), FontRole::Body, ColorRole::Muted))
    , m_qualityValue(new TextLabel(QString(), FontRole::Body))
    , m_formatNote(new TextLabel(QString(), FontRole::Small, ColorRole::Muted))
    , m_recipe(new Switch(tr("Write the recipe into every file")))
{
    m_recipe->setObjectName(QStringLiteral("writeRecipeSwitch"));
    m_recipe->setWrapping(true);
    setTooltip(m_recipe,
        tr("Prompt, seed, model and the mark “made by an algorithm” travel in the file. Off: only the pixels do."));
    setLayout(column(
        {new TextLabel(tr("Files"), FontRole::Section), Gap{8}, makeName(), Gap{12}, makeFormat(), Gap{8}, m_recipe}, 0,
        margins(sideMargin, 12)));
    connect(m_recipe, &Switch::toggled, this, &FileOptions::take);
    setOptions(options);
}

QWidget* FileOptions::makeName()
{
    m_name->setObjectName(QStringLiteral("nameTemplateEdit"));
    m_name->setAccessibleName(tr("File name"));
    m_name->setMaxLength(200);
    m_name->setMinimumHeight(scaled(32));
    m_wrong->setObjectName(QStringLiteral("nameTemplateError"));
    m_wrong->setWrapping(true);
    m_fields = new IconButton(IconId::Plus, tr("Insert a field"));
    m_fields->setObjectName(QStringLiteral("insertFieldButton"));
    auto* label = new TextLabel(tr("Name"), FontRole::SmallMedium, ColorRole::Muted);
    label->setBuddy(m_name);
    connect(m_name, &QLineEdit::textChanged, this, &FileOptions::take);
    connect(m_fields, &IconButton::clicked, this, &FileOptions::openFields);
    return boxed(column(
        {label, Gap{4}, row({Wide{m_name}, m_fields}, 4), Gap{8}, m_wrong, m_firstExample, Gap{2}, m_lastExample}, 0));
}

QWidget* FileOptions::makeFormat()
{
    m_format->setObjectName(QStringLiteral("formatSegments"));
    m_format->setAccessibleName(tr("File format"));
    m_quality->setObjectName(QStringLiteral("qualitySlider"));
    m_quality->setRange(leastQuality, 100);
    m_qualityValue->setMinimumWidth(scaled(28));
    m_qualityValue->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_formatNote->setWrapping(true);
    setTooltip(m_quality, tr("Higher keeps more detail and makes larger files"));
    connect(m_format, &SegmentedControl::currentChanged, this, &FileOptions::take);
    connect(m_quality, &Slider::valueChanged, this, &FileOptions::take);
    m_formatRow = row({m_format, boxed(row({m_qualityName, Wide{m_quality}, m_qualityValue}, 8))}, besideGap);
    return boxed(column({m_formatRow, Gap{6}, m_formatNote}, 0));
}

void FileOptions::breakFormatRow()
{
    const int oneLine =
        m_format->sizeHint().width() + besideGap + scaled(leastSlider) + m_qualityValue->sizeHint().width() + 8;
    const bool isBroken = oneLine > width() - 2 * sideMargin;
    m_formatRow->setDirection(isBroken ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_formatRow->setSpacing(isBroken ? 8 : besideGap);
    m_qualityName->setVisible(isBroken);
}

void FileOptions::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    breakFormatRow();
}

void FileOptions::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        breakFormatRow();
}

void FileOptions::setOptions(const Preferences::Export& options)
{
    const QScopedValueRollback filling(m_isFilling, true);
    m_options = options;
    const auto* format = std::find(formats.begin(), formats.end(), formatOf(options));
    m_format->setCurrent(int(format - formats.begin()));
    m_quality->setValue(options.quality);
    m_recipe->setChecked(options.writeRecipe);
    if (m_name->text() != options.nameTemplate)
        m_name->setText(options.nameTemplate);
    if (!m_name->hasFocus())
        m_name->setCursorPosition(0); // a long one shows how it begins
    showQuality();
    showExamples();
}

void FileOptions::setSubject(const std::optional<Asset>& asset, int number, const QList<Preset>& presets)
{
    m_asset = asset;
    m_number = number;
    m_presets = presets;
    showExamples();
}

void FileOptions::take()
{
    if (m_isFilling)
        return;
    m_options.nameTemplate = m_name->text();
    m_options.format = nameOf(formats[size_t(std::max(0, m_format->current()))]);
    m_options.quality = m_quality->value();
    m_options.writeRecipe = m_recipe->isChecked();
    showQuality();
    showExamples();
    Q_EMIT changed();
}

void FileOptions::showQuality()
{
    const bool hasQuality = formatOf(m_options) != PictureFormat::Png;
    m_quality->setEnabled(hasQuality);
    m_qualityValue->setText(hasQuality ? QString::number(m_options.quality) : QStringLiteral("–"));
    m_formatNote->setText(hasQuality ? tr("Lowered by itself where a size has a byte limit.")
                                     : tr("Keeps every pixel. A file above a size's byte limit fails."));
}

// Names are made by the export's own code, so what is shown is what is written.
void FileOptions::showExamples()
{
    const Asset asset = m_asset.value_or(Asset());
    const Preset first = m_presets.value(0);
    const Result<QString> name = m_options.nameTemplate.trimmed().isEmpty()
        ? Result<QString>(ErrorCode::BadInput, tr("The files need a name. Write one, or insert fields with +."))
        : variantName(m_options.nameTemplate, asset, first, m_number);
    m_error = name ? QString() : name.error().what;
    setInvalid(m_name, !m_error.isEmpty());
    m_wrong->setText(m_error);
    m_wrong->setVisible(!m_error.isEmpty());
    const bool hasExamples = name && m_asset && !m_presets.isEmpty();
    m_firstExample->setVisible(hasExamples);
    m_lastExample->setVisible(hasExamples && m_presets.size() > 1);
    if (!hasExamples)
        return;
    const QString extension = QLatin1Char('.') + extensionOf(formatOf(m_options));
    m_firstExample->setText(*name + extension);
    if (const Result<QString> last = variantName(m_options.nameTemplate, asset, m_presets.last(), m_number))
        m_lastExample->setText(*last + extension);
}

void FileOptions::openFields()
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("fieldMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const NameField& field : nameFields) {
        const QString text = QString::fromLatin1(field.field);
        QAction* action = menu->addAction(tr(field.meaning) + u'\t' + text);
        connect(action, &QAction::triggered, this, [this, text] { insertField(text); });
    }
    menu->popup(m_fields->mapToGlobal(QPoint(0, m_fields->height() + 4)));
}

// A field beside another gets an underscore between, as people write them.
void FileOptions::insertField(const QString& field)
{
    const int at = m_name->hasSelectedText() ? m_name->selectionStart() : m_name->cursorPosition();
    const QString before = m_name->text().left(at);
    const QString after = m_name->text().mid(m_name->hasSelectedText() ? m_name->selectionEnd() : at);
    m_name->insert((before.endsWith(u'}') ? QStringLiteral("_") : QString()) + field
        + (after.startsWith(u'{') ? QStringLiteral("_") : QString()));
    m_name->setFocus();
}

} // namespace batchroom
