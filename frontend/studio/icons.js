/** The icons of the studio's own buttons (Bootstrap icons), taken in one by one. */

import plusLg from 'bootstrap-icons/icons/plus-lg.svg';
import xLg from 'bootstrap-icons/icons/x-lg.svg';
import search from 'bootstrap-icons/icons/search.svg';
import arrowLeft from 'bootstrap-icons/icons/arrow-left.svg';
import arrowCounterclockwise from 'bootstrap-icons/icons/arrow-counterclockwise.svg';
import arrowClockwise from 'bootstrap-icons/icons/arrow-clockwise.svg';
import eye from 'bootstrap-icons/icons/eye.svg';
import exclamationTriangleFill from 'bootstrap-icons/icons/exclamation-triangle-fill.svg';
import exclamationCircle from 'bootstrap-icons/icons/exclamation-circle.svg';
import infoCircle from 'bootstrap-icons/icons/info-circle.svg';
import lightbulb from 'bootstrap-icons/icons/lightbulb.svg';
import checkCircleFill from 'bootstrap-icons/icons/check-circle-fill.svg';
import checkLg from 'bootstrap-icons/icons/check-lg.svg';
import cloudCheck from 'bootstrap-icons/icons/cloud-check.svg';
import cloudSlash from 'bootstrap-icons/icons/cloud-slash.svg';
import arrowRepeat from 'bootstrap-icons/icons/arrow-repeat.svg';
import threeDotsVertical from 'bootstrap-icons/icons/three-dots-vertical.svg';
import gripVertical from 'bootstrap-icons/icons/grip-vertical.svg';
import chevronUp from 'bootstrap-icons/icons/chevron-up.svg';
import chevronDown from 'bootstrap-icons/icons/chevron-down.svg';
import chevronRight from 'bootstrap-icons/icons/chevron-right.svg';
import trash from 'bootstrap-icons/icons/trash.svg';
import copy from 'bootstrap-icons/icons/copy.svg';
import scissors from 'bootstrap-icons/icons/scissors.svg';
import clipboard from 'bootstrap-icons/icons/clipboard.svg';
import files from 'bootstrap-icons/icons/files.svg';
import signStop from 'bootstrap-icons/icons/sign-stop.svg';
import pencil from 'bootstrap-icons/icons/pencil.svg';
import translate from 'bootstrap-icons/icons/translate.svg';
import clockHistory from 'bootstrap-icons/icons/clock-history.svg';
import rocketTakeoff from 'bootstrap-icons/icons/rocket-takeoff.svg';
import clipboardCheck from 'bootstrap-icons/icons/clipboard-check.svg';
import keyboard from 'bootstrap-icons/icons/keyboard.svg';
import phone from 'bootstrap-icons/icons/phone.svg';
import display from 'bootstrap-icons/icons/display.svg';
import diagram3 from 'bootstrap-icons/icons/diagram-3.svg';
import arrowRightShort from 'bootstrap-icons/icons/arrow-right-short.svg';
import typeBold from 'bootstrap-icons/icons/type-bold.svg';
import typeItalic from 'bootstrap-icons/icons/type-italic.svg';
import listUl from 'bootstrap-icons/icons/list-ul.svg';
import link45deg from 'bootstrap-icons/icons/link-45deg.svg';
import boxArrowUpRight from 'bootstrap-icons/icons/box-arrow-up-right.svg';
import boxArrowInRight from 'bootstrap-icons/icons/box-arrow-in-right.svg';
import playFill from 'bootstrap-icons/icons/play-fill.svg';
import asterisk from 'bootstrap-icons/icons/asterisk.svg';
import collection from 'bootstrap-icons/icons/collection.svg';
import sliders from 'bootstrap-icons/icons/sliders.svg';
import people from 'bootstrap-icons/icons/people.svg';

export default {
  'plus-lg': plusLg,
  'x-lg': xLg,
  'search': search,
  'arrow-left': arrowLeft,
  'arrow-counterclockwise': arrowCounterclockwise,
  'arrow-clockwise': arrowClockwise,
  'eye': eye,
  'exclamation-triangle-fill': exclamationTriangleFill,
  'exclamation-circle': exclamationCircle,
  'info-circle': infoCircle,
  'lightbulb': lightbulb,
  'check-circle-fill': checkCircleFill,
  'check-lg': checkLg,
  'cloud-check': cloudCheck,
  'cloud-slash': cloudSlash,
  'arrow-repeat': arrowRepeat,
  'three-dots-vertical': threeDotsVertical,
  'grip-vertical': gripVertical,
  'chevron-up': chevronUp,
  'chevron-down': chevronDown,
  'chevron-right': chevronRight,
  'trash': trash,
  'copy': copy,
  'scissors': scissors,
  'clipboard': clipboard,
  'files': files,
  'pencil': pencil,
  'translate': translate,
  'clock-history': clockHistory,
  'rocket-takeoff': rocketTakeoff,
  'clipboard-check': clipboardCheck,
  'keyboard': keyboard,
  'phone': phone,
  'display': display,
  'diagram-3': diagram3,
  'sign-stop': signStop,
  'arrow-right-short': arrowRightShort,
  'type-bold': typeBold,
  'type-italic': typeItalic,
  'list-ul': listUl,
  'link-45deg': link45deg,
  'box-arrow-up-right': boxArrowUpRight,
  'box-arrow-in-right': boxArrowInRight,
  'play-fill': playFill,
  'asterisk': asterisk,
  'collection': collection,
  'people': people,
  'sliders': sliders,
};
